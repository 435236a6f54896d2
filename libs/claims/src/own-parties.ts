import type { Actor, Reads } from '@app/platform';

import { ownHand } from './domain/own-hand';
import type { ClaimEntity } from './persistence/claim.entity';

/**
 * The payers behind somebody of the staff, by person and not by account: what these claim stands in
 * no list of theirs. None for claimants, who see these and nothing else, and for the machine.
 */
export async function ownParties(
  reads: Reads,
  { role, personId }: Pick<Actor, 'role' | 'personId'>,
): Promise<readonly string[]> {
  if (role === 'claimant' || role === 'system') return [];
  const rows = await reads.query<{ party: string }[]>(
    'SELECT party_id AS party FROM users WHERE person_id = $1 AND party_id IS NOT NULL',
    [personId],
  );
  return rows.map(({ party }) => party);
}

/**
 * Refuses somebody of the staff on a claim of their own, whatever they want of it, looking at it
 * included: `claim.own_hand`. As the claimant they are not staff.
 */
export async function requireNotOwn(
  reads: Reads,
  actor: Pick<Actor, 'role' | 'personId'>,
  { claimantPartyId }: Pick<ClaimEntity, 'claimantPartyId'>,
): Promise<void> {
  if ((await ownParties(reads, actor)).includes(claimantPartyId)) throw ownHand();
}
