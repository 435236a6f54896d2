import type { ClockView } from './clocks';
import { nextDueAt } from './next-due';
import { NEXT_STEPS } from './next-step';
import type { NextStepCode } from './next-step';
import { packClock } from './testing/clock-story';

const NOW = new Date('2026-11-20T02:00:00Z');
const SOON = new Date('2026-11-20T04:00:00Z');
const LATER = new Date('2026-11-27T15:59:59Z');

const clock = (id: string, dueAt: Date, state: ClockView['state'] = 'running'): ClockView => ({
  id,
  startedAt: NOW,
  dueAt,
  state,
  hardEndAt: null,
  pause: null,
  brokenAt: null,
});
const CLOCKS = [
  packClock('forward'),
  packClock('reimburse'),
  packClock('contribution', { until: 'contribution_received' }),
  packClock('refund', { from: 'approved' }),
  packClock('answer', { from: 'information_requested', until: 'documents_complete' }),
];
/** Says what was asked for, so that the table can see it. */
const AFTER = {
  now: NOW,
  rules: { clocks: CLOCKS, dueAfter: (from: Date, within: string) => dated(from, within) },
};
function dated(from: Date, within: string): Date {
  const days = { '1BD': 1, '2BD': 2, '5BD': 5, '10D': 10 }[within] ?? 0;
  return new Date(from.getTime() + days * 86_400_000);
}

describe('by when the next step is due', () => {
  it.each<[string, NextStepCode, ClockView[], Date]>([
    ['the clock of the step', 'assess', [clock('forward', SOON)], SOON],
    ['the first of its clocks', 'review', [clock('decide', LATER), clock('verify', SOON)], SOON],
    ['the next of its clocks', 'review', [clock('decide', LATER)], LATER],
    ['no clock of another step', 'approve', [clock('refund', SOON)], dated(NOW, '2BD')],
    ['no clock that is paused', 'review', [clock('decide', SOON, 'paused')], dated(NOW, '5BD')],
    ['no promise that is broken', 'review', [clock('decide', NOW, 'breached')], dated(NOW, '5BD')],
    ['no clock that has ended', 'open_payout', [clock('pay', SOON, 'met')], dated(NOW, '1BD')],
    ['any clock that waits for the same', 'review', [clock('reimburse', SOON)], SOON],
    [
      'its clock rather than any',
      'review',
      [clock('reimburse', SOON), clock('decide', LATER)],
      LATER,
    ],
    ['the first of any', 'review', [clock('reimburse', LATER), clock('forward', SOON)], SOON],
    ['no clock for others', 'review', [clock('contribution', SOON)], dated(NOW, '5BD')],
    ['the clock of the payout', 'open_payout', [clock('refund', SOON)], SOON],
    ['the answer of the claimant, by its clock', 'add_evidence', [clock('answer', SOON)], SOON],
    ['ten days for the claimant', 'add_evidence', [clock('decide', SOON)], dated(NOW, '10D')],
  ])('is %s', (_rule, step, clocks, due) => {
    expect(nextDueAt(step, clocks, AFTER)).toEqual(due);
  });
});

describe('a next step', () => {
  const STEPS = Object.entries(NEXT_STEPS);

  it.each(STEPS)('%s says in both languages what happens and who acts', (_code, step) => {
    expect(step.text.en).toMatch(/[.]$/);
    expect(step.text['zh-CN']).toMatch(/。$/);
    expect(['system', 'claimant', 'reviewer', 'approver', 'operator']).toContain(step.by);
    expect(step.within).toMatch(/^\d+(BD|D)$/);
  });
});
