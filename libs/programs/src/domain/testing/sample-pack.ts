import type { Pack } from '../pack';

const text = (en: string): { en: string; 'zh-CN': string } => ({ en, 'zh-CN': `（${en}）` });

/** The names of the circumstances that the conditions of a sample pack may speak of. */
export const CIRCUMSTANCES = ['vulnerable', 'good_reason', 'waived_by_choice', 'at_fault'] as const;

/** A pack that pays every theft in full, in CNY, with no condition. Rules are put in by a test. */
export const aPack = (changes: Partial<Pack> = {}): Pack => ({
  packId: 'a-pack',
  version: '1',
  status: 'illustrative',
  confidence: 'U',
  name: text('A pack'),
  summary: text('It pays.'),
  jurisdiction: 'CN',
  currency: 'CNY',
  calendar: 'CN',
  appliesBy: 'payment_date',
  effective: { from: null, to: null },
  circumstances: [
    ...CIRCUMSTANCES.map((id) => ({ id, scope: 'claim' as const, label: text(`it is ${id}`) })),
    { id: 'preventable', scope: 'payment', label: text('notice would have stopped it') },
  ],
  eligible: { claimants: ['individual'], rails: ['any'] },
  lossTypes: [{ id: 'account_theft', authorised: 'no', label: text('Theft') }],
  exclusions: [],
  window: null,
  amount: { coverageBp: 10_000, liability: null, caps: [], excess: null },
  split: { mode: 'shares', rows: [{ party: 'provider', shareBp: 10_000 }] },
  provisional: null,
  clocks: [],
  evidence: [],
  payout: { route: 'original', else: null },
  approval: {
    tiers: [
      { tier: 'automatic', awardUpToMinor: '20000' },
      { tier: 'single', awardUpToMinor: '500000' },
      { tier: 'dual', awardUpToMinor: null },
    ],
    exception: { when: 'evidence_waived', tier: 'dual' },
  },
  recovery: { subrogation: true },
  appeal: [],
  sources: [],
  ...changes,
});

/** The same pack with other terms of the amount. */
export const aPackWhere = (amount: Partial<Pack['amount']>, changes: Partial<Pack> = {}): Pack => {
  const pack = aPack(changes);
  return { ...pack, amount: { ...pack.amount, ...amount } };
};
