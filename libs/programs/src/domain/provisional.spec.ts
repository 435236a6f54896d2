import { assess } from './assess';
import type { AssessmentFacts } from './assessment';
import type { Pack, Provisional } from './pack';
import { NOW, whyOf } from './testing/outcome';
import { theFacts } from './testing/sample-facts';
import { aPack } from './testing/sample-pack';

const label = { en: 'Credit', 'zh-CN': '先行入账' };
const credit: Provisional = { from: 'claim_received', within: '10D', shareBp: 10_000, label };

describe('a provisional credit', () => {
  const under = (provisional: Provisional | null, changes: Partial<AssessmentFacts> = {}) =>
    assess(aPack({ provisional }), theFacts(changes), NOW).provisional;

  it('is due by the clock of its pack, of the whole award', () => {
    expect(under(credit)).toEqual({
      dueAt: '2026-11-30T15:59:59.999Z',
      money: { currency: 'CNY', amountMinor: '19900' },
      withholdUpTo: { currency: 'CNY', amountMinor: '0' },
    });
  });

  it('is later in a variant that is established, and only then', () => {
    const variants = [{ when: 'at_fault', within: '20D' }];
    const longer = { ...credit, variants };
    expect(under(longer, { circumstances: ['at_fault'] })?.dueAt).toBe('2026-12-10T15:59:59.999Z');
    expect(under(longer)?.dueAt).toBe('2026-11-30T15:59:59.999Z');
  });

  it('is a share, rounded down, of which no more is held back than is credited', () => {
    const half = { ...credit, shareBp: 3333, withholdUpToMinor: '5000' };
    expect(under(half)).toMatchObject({
      money: { amountMinor: '6632' },
      withholdUpTo: { amountMinor: '5000' },
    });
    expect(under({ ...half, withholdUpToMinor: '9000' })).toMatchObject({
      withholdUpTo: { amountMinor: '6632' },
    });
  });

  it('is held back in part of those kinds of loss only of which the pack says so', () => {
    const of = (...withholdLossTypes: string[]): string | undefined =>
      under({ ...credit, withholdUpToMinor: '5000', withholdLossTypes })?.withholdUpTo.amountMinor;
    expect([of('account_theft'), of('regret')]).toEqual(['5000', '0']);
  });

  it('has no due time while the moment that it runs from is unknown', () => {
    const later: Provisional = { ...credit, from: 'complaint' };
    expect(under(later)).toMatchObject({ dueAt: null, money: { amountMinor: '19900' } });
    expect(under(later, { events: { complaint: '2026-11-21T02:00:00Z' } })?.dueAt).toBe(
      '2026-12-01T15:59:59.999Z',
    );
  });

  it('is none where the pack has none, and where nothing is awarded', () => {
    expect(under(null)).toBeNull();
    expect(under(credit, { lossType: 'regret' })).toBeNull();
  });

  it.each<[Provisional | null, string]>([
    [null, 'The programme credits nothing before the decision.'],
    [credit, '199.00 CNY is to be credited until 2026-11-30, before the decision.'],
    [
      { ...credit, withholdUpToMinor: '5000' },
      '199.00 CNY is to be credited until 2026-11-30, before the decision. Up to 50.00 CNY may be held back.',
    ],
    [
      { ...credit, from: 'complaint' },
      '199.00 CNY is to be credited in time after the complaint, before the decision.',
    ],
  ])('%j is put into words', (provisional, words) => {
    expect(whyOf(aPack({ provisional }), theFacts(), 'provisional')).toBe(words);
  });
});

describe('the ways to appeal', () => {
  const appeal: Pack['appeal'] = [
    { step: 'internal', from: 'decided', within: '15D', by: 'another_reviewer', label },
    { step: 'regulator', from: 'complaint', within: '6M', by: 'regulator', label },
    { step: 'court', from: 'decided', within: null, by: 'court', label },
  ];

  it('count from the decision as if it fell now, and from what is known', () => {
    const due = (changes: Partial<AssessmentFacts>) =>
      assess(aPack({ appeal }), theFacts(changes), NOW).appeal.map(
        ({ step, dueAt }) => `${step} ${dueAt ?? '-'}`,
      );
    expect(due({})).toEqual(['internal 2026-12-08T15:59:59.999Z', 'regulator -', 'court -']);
    expect(due({ events: { complaint: '2026-11-21T02:00:00Z' } })[1]).toBe(
      'regulator 2027-05-21T15:59:59.999Z',
    );
  });
});
