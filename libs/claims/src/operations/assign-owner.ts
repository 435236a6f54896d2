import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';

import { UserEntity } from '@app/platform';
import type { Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import type { ClaimEntity } from '../persistence/claim.entity';

/**
 * Picks who owns a claim: the reviewer with the fewest open claims. Nobody picks a claim for
 * themselves, and nobody owns a claim of their own or one that they filed for somebody.
 */
@Injectable()
export class AssignOwner {
  constructor(private readonly claims: ClaimQueries) {}

  /** Null when there is no reviewer at all. An owner who is still there stays. */
  async run(tx: Tx, claim: ClaimEntity): Promise<string | null> {
    const reviewers = await tx.find(UserEntity, {
      where: { role: In(['reviewer']), disabledAt: IsNull() },
      order: { id: 'ASC' },
    });
    const fit = reviewers.filter(
      ({ id, partyId }) => id !== claim.filedBy && partyId !== claim.claimantPartyId,
    );
    if (fit.some(({ id }) => id === claim.ownerId)) return claim.ownerId;
    const open = await this.claims.openByOwner(tx);
    const load = ({ id }: UserEntity): number => open.get(id) ?? 0;
    return fit.sort((one, other) => load(one) - load(other))[0]?.id ?? null;
  }
}
