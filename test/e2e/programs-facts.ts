import { MILESTONES } from '@app/programs';

const AT = '2026-11-10T00:00:00Z';

/** The facts of a claim with every field that there is, all of them right. */
export const FACTS = {
  lossType: 'account_theft',
  discoveredAt: '2026-11-02T01:00:00Z',
  filedAt: '2026-11-20T02:00:00Z',
  claimant: { kind: 'individual', awardedThisYearMinor: '0' },
  lines: [
    {
      lineId: 'line-0',
      paymentId: 'payment-0',
      amountMinor: '19900',
      currency: 'CNY',
      paidAt: '2026-11-01T04:30:00Z',
      rail: 'balance',
      refundedMinor: '0',
      paymentAmountMinor: '19900',
      status: 'settled',
      circumstances: ['preventable_by_notice'],
      refuted: ['no_sca'],
      crossBorder: false,
      purchasePriceMinor: '19900',
      feesMinor: '100',
      damageBp: 2_500,
    },
  ],
  exclusions: [],
  circumstances: ['vulnerable'],
  refuted: ['police_confirms_theft'],
  events: Object.fromEntries(MILESTONES.map((milestone) => [milestone, AT])),
  fundsFoundMinor: '19900',
  evidence: ['identity', 'police_receipt', 'declaration'],
  signals: [
    {
      code: 'velocity.claims_30d',
      value: '1',
      threshold: '3',
      direction: 'above',
      clean: true,
      version: 1,
      speaksFor: 'claimant',
      source: ['claim_links'],
    },
  ],
};
