import type { ClaimEntity, ClaimEvidenceEntity } from '@app/claims';

import type { DecisionContent } from './domain/decision';
import type { DecisionEntity } from './persistence/decision.entity';

type DecidedContent = Pick<
  DecisionEntity,
  'outcome' | 'currency' | 'lines' | 'reason' | 'evidenceWaivers'
>;

/** What a decision binds its approvers to: its own words, and the claim as it stands. */
export function contentOf(
  decision: DecidedContent,
  claim: ClaimEntity,
  evidence: readonly Pick<ClaimEvidenceEntity, 'sha256'>[],
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
