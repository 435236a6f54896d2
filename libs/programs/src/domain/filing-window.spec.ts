import type { AssessmentFacts } from './assessment';
import type { Window } from './pack';
import { outcomeOf, whyOf } from './testing/outcome';
import { linesOf, theFacts } from './testing/sample-facts';
import { aPack } from './testing/sample-pack';

/** Filed on 20 November 2026 (Beijing); discovered on the 2nd. */
const lines = linesOf(
  { amountMinor: '100', paidAt: '2026-10-01T04:00:00Z' },
  { amountMinor: '200', paidAt: '2026-11-01T04:00:00Z' },
);
const under = (window: Window | null, changes: Partial<AssessmentFacts> = {}) =>
  outcomeOf(aPack({ window }), theFacts({ lines, ...changes }));

describe('the window for filing', () => {
  it.each<[string, Window | null, Partial<AssessmentFacts>, readonly string[]]>([
    ['that does not exist', null, {}, ['100 covered.full', '200 covered.full']],
    [
      'from each payment',
      { from: 'payment', within: '30D' },
      {},
      ['0 window.expired', '200 covered.full'],
    ],
    [
      'from the last payment',
      { from: 'last_payment', within: '30D' },
      {},
      ['100 covered.full', '200 covered.full'],
    ],
    [
      'from the last payment, too late',
      { from: 'last_payment', within: '18D' },
      {},
      ['0 window.expired', '0 window.expired'],
    ],
    [
      'from the discovery',
      { from: 'discovered', within: '18D' },
      {},
      ['100 covered.full', '200 covered.full'],
    ],
    [
      'from the discovery, too late',
      { from: 'discovered', within: '17D' },
      {},
      ['0 window.expired', '0 window.expired'],
    ],
    [
      'from a milestone',
      { from: 'statement_sent', within: '60D' },
      { events: { statement_sent: '2026-09-21T00:00:00Z' } },
      ['100 covered.full', '200 covered.full'],
    ],
    [
      'from a milestone, too late',
      { from: 'statement_sent', within: '60D' },
      { events: { statement_sent: '2026-09-20T00:00:00Z' } },
      ['0 window.expired', '0 window.expired'],
    ],
  ])('%s', (_, window, changes, expected) => {
    expect(under(window, changes).lines).toEqual(expected);
  });

  it.each([
    ['2026-12-01T15:59:59.999Z', '200 covered.full'],
    ['2026-12-01T16:00:00.000Z', '0 window.expired'],
  ])('of 30 days from 1 November meets a claim at %s', (filedAt, expected) => {
    expect(under({ from: 'payment', within: '30D' }, { filedAt }).lines[1]).toBe(expected);
  });

  it('refuses nothing while the moment that it runs from is unknown', () => {
    expect(under({ from: 'statement_sent', within: '60D' })).toMatchObject({
      award: '300',
      missing: ['events.statement_sent'],
      recommendation: 'review',
    });
  });

  it('leaves a late claim with a good reason to a person', () => {
    const window: Window = { from: 'payment', within: '5D', extendIf: 'good_reason' };
    expect(under(window, { circumstances: ['good_reason'] })).toMatchObject({
      award: '300',
      reasons: ['covered.full', 'window.extended'],
      recommendation: 'review',
    });
    expect(under(window)).toMatchObject({ award: '0', recommendation: 'deny' });
  });

  it('says nothing of a good reason that is not needed', () => {
    const window: Window = { from: 'payment', within: '60D', extendIf: 'good_reason' };
    expect(under(window, { circumstances: ['good_reason'] }).recommendation).toBe('approve');
  });

  it('says from which moment it ran', () => {
    const pack = aPack({ window: { from: 'delivered', within: '30D' } });
    const facts = theFacts({ lines, events: { delivered: '2026-11-01T00:00:00Z' } });
    expect(whyOf(pack, facts, 'window')).toBe('Filed on 2026-11-20, within 30 days of delivery.');
  });
});
