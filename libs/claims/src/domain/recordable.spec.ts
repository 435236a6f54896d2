import type { Circumstance, Milestone } from '@app/programs';

import { CLAIM_STATUSES } from './claim-lifecycle';
import { requireCircumstance, requireMilestone } from './recordable';
import { allowedBy, endOf } from './testing/refusals';

const NOW = new Date('2026-11-20T02:00:00Z');

describe('a milestone', () => {
  const milestones: Milestone[] = ['statement_sent', 'delivered'];
  const known = { milestones, now: NOW };
  const open = { status: 'in_review' } as const;

  it.each([
    ['the pack reckons with', 'delivered', NOW, 'fine'],
    ['happened long ago', 'delivered', new Date('2020-01-01T00:00:00Z'), 'fine'],
    ['the pack does not reckon with', 'complaint', NOW, 'milestone.unknown'],
    ['nobody has heard of', 'full_moon', NOW, 'milestone.unknown'],
    ['has yet to happen', 'delivered', new Date(NOW.getTime() + 1), 'milestone.in_the_future'],
  ])('that %s: %s at %s is %s', (_what, milestone, at, end) => {
    expect(endOf(() => requireMilestone({ milestone, at }, open, known))).toBe(end);
  });

  it('is refused with the list of those that can be recorded', () => {
    const wish = { milestone: 'complaint', at: NOW };
    expect(allowedBy(() => requireMilestone(wish, open, known))).toEqual(milestones);
    const none = { milestones: [], now: NOW };
    expect(allowedBy(() => requireMilestone(wish, open, none))).toEqual([]);
  });

  it.each(CLAIM_STATUSES)('can be recorded while the claim is not closed: %s', (status) => {
    const end = endOf(() =>
      requireMilestone({ milestone: 'delivered', at: NOW }, { status }, known),
    );
    expect(end).toBe(status === 'closed' ? 'milestone.claim_closed' : 'fine');
  });
});

describe('a circumstance', () => {
  const label = { en: 'it is so', 'zh-CN': '如此' };
  const declared: Circumstance[] = [
    { id: 'vulnerable', scope: 'claim', label },
    { id: 'foreign', scope: 'payment', label },
  ];
  const claim = { status: 'in_review', lineIds: ['cln_1'] } as const;

  it.each([
    ['vulnerable', null, 'fine'],
    ['vulnerable', 'cln_1', 'circumstance.of_the_claim'],
    ['foreign', 'cln_1', 'fine'],
    ['foreign', null, 'circumstance.line_needed'],
    ['foreign', 'cln_2', 'circumstance.line_needed'],
    ['rich', null, 'circumstance.unknown'],
  ])('%s on line %s is %s', (circumstance, lineId, end) => {
    const wish = { circumstance, lineId };
    expect(endOf(() => requireCircumstance(wish, claim, declared))).toBe(end);
  });

  it('is refused with the list of those that the pack declares', () => {
    const wish = { circumstance: 'rich', lineId: null };
    const allowed = allowedBy(() => requireCircumstance(wish, claim, declared));
    expect(allowed).toEqual(['vulnerable', 'foreign']);
    expect(allowedBy(() => requireCircumstance(wish, claim, []))).toEqual([]);
  });

  it.each(CLAIM_STATUSES)('can be recorded while the claim is not settled: %s', (status) => {
    const wish = { circumstance: 'vulnerable', lineId: null };
    const end = endOf(() => requireCircumstance(wish, { ...claim, status }, declared));
    const settled = ['paid', 'denied', 'withdrawn', 'closed'].includes(status);
    expect(end).toBe(settled ? 'circumstance.claim_settled' : 'fine');
  });
});
