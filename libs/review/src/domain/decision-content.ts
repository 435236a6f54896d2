import type { DecidedLine, DecisionContent, EvidenceWaiver, Outcome } from './decision';

interface DecidedWords {
  readonly outcome: Outcome;
  readonly currency: string;
  readonly lines: readonly DecidedLine[];
  readonly reason: string;
  readonly evidenceWaivers: readonly EvidenceWaiver[];
}

/** A claim as far as a decision stands on it. */
interface GroundsOfClaim {
  readonly id: string;
  readonly contentVersion: number;
  readonly payoutMethod: object;
  readonly packId: string;
  readonly packVersion: string;
}

/** What a decision binds its approvers to: its own words, and the claim as it stands. */
export function contentOf(
  decision: DecidedWords,
  claim: GroundsOfClaim,
  evidence: readonly { readonly sha256: string }[],
): DecisionContent {
  const { outcome, currency, lines, reason, evidenceWaivers } = decision;
  return {
    claimId: claim.id,
    contentVersion: claim.contentVersion,
    outcome,
    currency,
    lines,
    reason,
    payee: claim.payoutMethod,
    pack: `${claim.packId}@${claim.packVersion}`,
    evidence: evidence.map(({ sha256 }) => sha256),
    evidenceWaivers,
  };
}
