import type { AssessmentFacts, LineFacts } from '../assessment';

/** A line of 199.00 CNY on a settled payment. */
export const aLine = (changes: Partial<LineFacts> = {}): LineFacts => ({
  lineId: 'line-0',
  paymentId: 'payment-0',
  amountMinor: '19900',
  currency: 'CNY',
  paidAt: '2026-11-01T04:30:00Z',
  rail: 'balance',
  refundedMinor: '0',
  paymentAmountMinor: '19900',
  status: 'settled',
  ...changes,
});

/** Lines that claim whole payments of these amounts, each with its own changes. */
export const linesOf = (
  ...lines: readonly (Partial<LineFacts> & { readonly amountMinor: string })[]
): LineFacts[] =>
  lines.map((changes, index) =>
    aLine({
      lineId: `line-${String(index)}`,
      paymentId: `payment-${String(index)}`,
      paymentAmountMinor: changes.amountMinor,
      ...changes,
    }),
  );

/** A claim on one such line, with all its evidence and nothing against it. */
export const theFacts = (changes: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  lossType: 'account_theft',
  discoveredAt: '2026-11-02T01:00:00Z',
  filedAt: '2026-11-20T02:00:00Z',
  claimant: { kind: 'individual', awardedThisYearMinor: '0' },
  lines: [aLine()],
  evidence: ['identity', 'police_receipt', 'declaration'],
  signals: [],
  ...changes,
});
