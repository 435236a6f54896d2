import type { Tx } from '@app/platform';

import type { Filing } from './filing';
import { ClaimProxyEntity } from './persistence/claim-proxy.entity';
import { ClaimRepresentationEntity } from './persistence/claim-representation.entity';
import { ClaimVulnerabilityEntity } from './persistence/claim-vulnerability.entity';
import type { ClaimEntity } from './persistence/claim.entity';

/** Keeps what a filing says of the claimant: who files and speaks for them, what they need. */
export async function keepFilingRecords(
  tx: Tx,
  claim: Pick<ClaimEntity, 'lane' | 'id'>,
  { actor, input, representation, filedAt: recordedAt }: Filing,
): Promise<void> {
  const { lane, id: claimId } = claim;
  const { proxy, vulnerability } = input;
  if (representation !== null) {
    const said = { ...representation, agentId: actor.id, recordedAt };
    await tx.insert(ClaimRepresentationEntity, { lane, claimId, ...said });
  }
  if (proxy !== undefined) await tx.insert(ClaimProxyEntity, { lane, claimId, ...proxy });
  if (vulnerability !== undefined && vulnerability.kinds.length > 0) {
    const { kinds, supportNeeds } = vulnerability;
    const by = { actorId: actor.id, actorRole: actor.role, recordedAt };
    const said = { position: 0, kinds: [...kinds], supportNeeds, ...by };
    await tx.insert(ClaimVulnerabilityEntity, { lane, claimId, ...said });
  }
}
