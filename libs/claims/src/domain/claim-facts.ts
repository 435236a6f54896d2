import type { PaymentEntity } from '@app/payments';
import type { AssessmentFacts, Signal } from '@app/programs';

export interface DisputedLine {
  readonly lineId: string;
  readonly amountMinor: bigint;
  readonly payment: Pick<
    PaymentEntity,
    'id' | 'currency' | 'paidAt' | 'rail' | 'refundedMinor' | 'amountMinor' | 'status'
  >;
}

export interface ClaimFactsInput {
  readonly lossType: string;
  readonly discoveredAt: Date;
  readonly filedAt: Date;
  readonly lines: readonly DisputedLine[];
  /** What earlier claims of this claimant were awarded in the calendar year. */
  readonly awardedThisYearMinor: bigint;
  readonly evidence: readonly string[];
  readonly signals: readonly Signal[];
}

/** A claim as the policy pack sees it: plain JSON, so that it can be stored and replayed. */
export function claimFacts(input: ClaimFactsInput): AssessmentFacts {
  return {
    lossType: input.lossType,
    discoveredAt: input.discoveredAt.toISOString(),
    filedAt: input.filedAt.toISOString(),
    claimant: { kind: 'individual', awardedThisYearMinor: input.awardedThisYearMinor.toString() },
    lines: input.lines.map(({ lineId, amountMinor, payment }) => ({
      lineId,
      paymentId: payment.id,
      amountMinor: amountMinor.toString(),
      currency: payment.currency,
      paidAt: payment.paidAt.toISOString(),
      rail: payment.rail,
      refundedMinor: payment.refundedMinor.toString(),
      paymentAmountMinor: payment.amountMinor.toString(),
      status: payment.status,
    })),
    evidence: input.evidence,
    signals: input.signals,
  };
}
