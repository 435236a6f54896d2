import type { EvidenceState } from './assessment';
import type { EvidenceRule, Pack } from './pack';

/**
 * The pack's whole list of evidence for a claim of this size, required or not: what is asked for,
 * why, and how it stands. Shown in full on filing, so that nobody is asked for more afterwards.
 * Items that are received count as received even if they are waived too.
 */
export function evidenceChecklist(
  pack: Pack,
  claimedMinor: bigint,
  received: readonly string[],
  waived: readonly string[],
): EvidenceState[] {
  const stateOf = (rule: EvidenceRule): EvidenceState['state'] => {
    if (received.includes(rule.id)) return 'received';
    return waived.includes(rule.id) ? 'waived' : 'missing';
  };
  return pack.evidence.map((rule) => ({
    item: rule.id,
    label: rule.label,
    required: claimedMinor >= BigInt(rule.requiredFromMinor),
    state: stateOf(rule),
    why: rule.why,
  }));
}
