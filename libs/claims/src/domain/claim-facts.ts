import type { PaymentEntity } from '@app/payments';
import type { AssessmentFacts, LineFacts, Signal } from '@app/programs';

import { claimFindings, foundClaimantKind, lineFindings } from './findings';
import type { RecordedFinding } from './findings';
import { knownOf, milestoneTimes } from './recorded-facts';
import type { RecordedFacts } from './recorded-facts';

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
  /** What the claimant said to be at filing. */
  readonly claimantKind: string;
  readonly discoveredAt: Date;
  readonly filedAt: Date;
  readonly lines: readonly DisputedLine[];
  /** What earlier claims of this claimant were awarded in the calendar year. */
  readonly awardedThisYearMinor: bigint;
  readonly evidence: readonly string[];
  readonly signals: readonly Signal[];
  /** Milestones and circumstances that people recorded on the claim. */
  readonly recorded: RecordedFacts;
  /** What reviewers found out about it. */
  readonly findings: readonly RecordedFinding[];
}

/** A claim as the policy pack sees it: plain JSON, so that it can be stored and replayed. */
export function claimFacts(input: ClaimFactsInput): AssessmentFacts {
  return {
    lossType: input.lossType,
    discoveredAt: input.discoveredAt.toISOString(),
    filedAt: input.filedAt.toISOString(),
    claimant: {
      kind: foundClaimantKind(input.claimantKind, input.findings),
      awardedThisYearMinor: input.awardedThisYearMinor.toString(),
    },
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
      ...circumstancesOf(lineId, input.recorded),
      ...lineFindings(lineId, input.findings),
    })),
    ...eventsOf(input.recorded),
    ...circumstancesOf(null, input.recorded),
    ...claimFindings(input.findings),
    evidence: input.evidence,
    signals: input.signals,
  };
}

/** Without a record there is no field: facts of which nothing is known stay as they were. */
function eventsOf({ milestones }: RecordedFacts): Pick<AssessmentFacts, 'events'> {
  const times = [...milestoneTimes(milestones)].map(([name, at]) => [name, at.toISOString()]);
  return times.length === 0
    ? {}
    : { events: Object.fromEntries(times) as NonNullable<AssessmentFacts['events']> };
}

function circumstancesOf(
  lineId: string | null,
  { circumstances }: RecordedFacts,
): Pick<LineFacts, 'circumstances' | 'refuted'> {
  const { established, refuted } = knownOf(lineId, circumstances);
  return {
    ...(established.size === 0 ? {} : { circumstances: [...established].sort() }),
    ...(refuted.size === 0 ? {} : { refuted: [...refuted].sort() }),
  };
}
