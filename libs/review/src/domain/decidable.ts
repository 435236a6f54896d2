import { Money } from '@app/money';
import type { Assessment } from '@app/programs';

import type { DecidedLine, EvidenceWaiver, Outcome } from './decision';
import {
  aboveThePolicy,
  belowTheAward,
  contradicts,
  inAnotherCurrency,
  reasonContradicts,
  unknownLine,
  withoutReason,
} from './decision-refusals';
import { AS_STATED, isReasonCode, outcomesOf } from './reason-codes';

export interface ProposedDecision {
  readonly outcome: Outcome;
  readonly lines: readonly ProposedLine[];
  readonly evidenceWaivers: readonly EvidenceWaiver[];
}

export interface ProposedLine {
  readonly lineId: string;
  /** All that the line is awarded, with what an earlier decision gave. */
  readonly award: Money;
  readonly reasonCode: string;
  /** For the claimant, about this payment. */
  readonly text?: string;
}

/** A claim as the rules of deciding see it. */
export interface DecidableClaim {
  readonly currency: string;
  readonly lines: readonly {
    readonly id: string;
    readonly amountMinor: bigint;
    /** What an earlier decision awarded; null when none did. */
    readonly awardMinor: bigint | null;
  }[];
}

/** What a line may be awarded, and where in the request the award stands. */
interface Bounds {
  readonly field: string;
  readonly currency: string;
  readonly least: Money;
  readonly most: Money;
}

/**
 * The decided lines of a proposal, one for each line of the claim, or a refusal that names the
 * line. A denial awards nothing; no award is above the policy, nor below what was awarded before; a
 * line that gets less than the policy gives says why. A line may be left out where the policy gives
 * nothing, and all of them where the whole claim is denied.
 */
export function decidedLines(
  proposal: ProposedDecision,
  claim: DecidableClaim,
  assessment: Pick<Assessment, 'lines'>,
): DecidedLine[] {
  proposal.lines.forEach(({ lineId }, index) => {
    const known = claim.lines.some(({ id }) => id === lineId);
    const first = proposal.lines.findIndex((line) => line.lineId === lineId) === index;
    if (!known || !first) throw unknownLine(index, lineId);
  });
  const lines = claim.lines.map((line) => decidedLine(proposal, line, { claim, assessment }));
  requireOutcome(
    proposal.outcome,
    lines.map(({ line, full }) => ({
      award: BigInt(line.awardMinor),
      claimed: BigInt(line.claimedMinor),
      full,
    })),
  );
  return lines.map(({ line }) => line);
}

function decidedLine(
  proposal: ProposedDecision,
  { id, amountMinor, awardMinor }: DecidableClaim['lines'][number],
  given: { readonly claim: DecidableClaim; readonly assessment: Pick<Assessment, 'lines'> },
): { readonly line: DecidedLine; readonly full: boolean } {
  const { currency } = given.claim;
  const index = proposal.lines.findIndex(({ lineId }) => lineId === id);
  const field = index < 0 ? 'lines' : `lines[${String(index)}]`;
  const policy = policyFor(id, currency, given.assessment);
  const { award, reasonCode, text } = proposal.lines[index] ?? {
    award: Money.zero(currency),
    reasonCode: unsaidReason(proposal, policy),
  };
  const least = Money.of(awardMinor ?? 0n, currency);
  // What was awarded stays, also when the policy would give less by now.
  const most = least.isGreaterThan(policy.award) ? least : policy.award;
  requireWithin(award, { field: `${field}.award`, currency, least, most });
  if (reasonCode === null || !isReasonCode(reasonCode)) {
    throw withoutReason(`${field}.reasonCode`, id, reasonCode);
  }
  if (index >= 0) {
    const claimed = Money.of(amountMinor, currency);
    requireFittingReason(reasonCode, { award, claimed }, `${field}.reasonCode`);
  }
  const words = text === undefined ? { reasonCode } : { reasonCode, text };
  const amounts = {
    awardMinor: award.amountMinor.toString(),
    claimedMinor: amountMinor.toString(),
  };
  const line = { lineId: id, ...amounts, ...words };
  return { line, full: award.equals(most) };
}

/**
 * Why a line that is left out gets nothing: because the policy gives nothing, or because the whole
 * claim is denied for one stated reason. Null where nobody has said why.
 */
function unsaidReason(
  { outcome, lines }: ProposedDecision,
  policy: { readonly award: Money; readonly reasonCode: string },
): string | null {
  if (policy.award.isZero()) return policy.reasonCode;
  return outcome === 'deny' && lines.length === 0 ? AS_STATED : null;
}

/** What the policy gives on a line, and why. It pays in its own currency and in no other. */
function policyFor(
  id: string,
  currency: string,
  { lines }: Pick<Assessment, 'lines'>,
): { readonly award: Money; readonly reasonCode: string } {
  const assessed = lines.find(({ lineId }) => lineId === id);
  const isPaid = assessed?.award.currency === currency;
  return {
    award: isPaid ? Money.fromJson(assessed.award) : Money.zero(currency),
    reasonCode: assessed?.reasonCode ?? 'currency.not_covered',
  };
}

function requireWithin(award: Money, { field, currency, least, most }: Bounds): void {
  if (award.currency !== currency || award.amountMinor < 0n) {
    throw inAnotherCurrency(field, award, currency);
  }
  if (award.isGreaterThan(most)) throw aboveThePolicy(field, award, most);
  if (least.isGreaterThan(award)) throw belowTheAward(field, award, least);
}

/** No line without an award is "covered in full", and none with all of it is denied. */
function requireFittingReason(
  reasonCode: string,
  { award, claimed }: { readonly award: Money; readonly claimed: Money },
  field: string,
): void {
  const outcomes = outcomesOf(reasonCode);
  if (outcomes === null) return;
  const isFitting = award.isZero()
    ? outcomes.includes('deny')
    : claimed.isGreaterThan(award) || outcomes.some((one) => one !== 'deny');
  if (!isFitting) throw reasonContradicts(field, reasonCode, award);
}

function requireOutcome(
  outcome: Outcome,
  lines: readonly { award: bigint; claimed: bigint; full: boolean }[],
): void {
  const anything = lines.some(({ award }) => award > 0n);
  if (outcome === 'deny' && anything) {
    throw contradicts(outcome, 'a denial awards nothing on any line', '拒赔时各行赔付金额须为零');
  }
  if (outcome !== 'deny' && !anything) {
    throw contradicts(
      outcome,
      'it awards nothing; deny the claim instead',
      '没有赔付金额，应作出拒赔决定',
    );
  }
  if (outcome === 'partial' && lines.every(({ award, claimed }) => award === claimed)) {
    throw contradicts(
      outcome,
      'every line gets all that was claimed; decide "approve"',
      '各行均按索赔金额全额赔付，应作出全额批准（approve）',
    );
  }
  if (outcome === 'approve' && lines.some(({ award, full }) => award === 0n || !full)) {
    throw contradicts(
      outcome,
      'an approval awards every line in full, as far as the policy goes; decide "partial" for less',
      '全额批准须对每一行按保障上限赔付，否则应作出部分批准（partial）',
    );
  }
}
