import type { EvidenceState } from './assessment';
import { dueAt } from './business-calendar';
import { calendarOf } from './calendars';
import { conditionHolds } from './condition';
import type { EventName, EvidenceRule, Pack } from './pack';

/** As much of a claim as its list of evidence depends on. */
export interface ClaimForEvidence {
  readonly claimedMinor: bigint;
  /** Circumstances of the claim that were established; none when absent. */
  readonly circumstances?: readonly string[];
  /** Those that were looked into and do not hold; none when absent. */
  readonly refuted?: readonly string[];
  /** When an event happened; all are unknown when absent. */
  readonly eventAt?: (name: EventName) => Date | null;
}

/**
 * The pack's whole list of evidence for a claim like this, required or not: what is asked for, why,
 * by when, and how it stands. Shown in full on filing, so that nobody is asked for more afterwards.
 * Items that are received count as received even if they are waived too.
 */
export function evidenceChecklist(
  pack: Pack,
  claim: ClaimForEvidence,
  received: readonly string[],
  waived: readonly string[],
): EvidenceState[] {
  const known = { established: new Set(claim.circumstances), refuted: new Set(claim.refuted) };
  const isRequired = ({ requiredFromMinor, requiredIf }: EvidenceRule): boolean =>
    claim.claimedMinor >= BigInt(requiredFromMinor) &&
    (requiredIf === undefined || conditionHolds(requiredIf, known) === true);
  const stateOf = (rule: EvidenceRule): EvidenceState['state'] => {
    if (received.includes(rule.id)) return 'received';
    return waived.includes(rule.id) ? 'waived' : 'missing';
  };
  return pack.evidence.map((rule) => ({
    item: rule.id,
    label: rule.label,
    required: isRequired(rule),
    state: stateOf(rule),
    ...(rule.within === undefined ? {} : { dueAt: dueOf(rule.within, claim, pack) }),
    why: rule.why,
  }));
}

function dueOf(
  { from, within }: NonNullable<EvidenceRule['within']>,
  { eventAt }: ClaimForEvidence,
  pack: Pack,
): string | null {
  const at = eventAt?.(from) ?? null;
  return at === null ? null : dueAt(at, within, calendarOf(pack.calendar)).toISOString();
}
