import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';

import { UserEntity } from '@app/platform';
import type { Reads, Role, Tx } from '@app/platform';

import { chooseOwner, mayOwn } from '../domain/owner-choice';
import type { ClaimForOwner } from '../domain/owner-choice';
import { OwnerLoads } from '../owner-loads';
import type { ClaimEntity } from '../persistence/claim.entity';

/** Who may look after a claim. */
const OWNERS: readonly Role[] = ['reviewer', 'approver'];

export interface OwnerWish {
  /** Who gives the claim back: anybody but them. */
  readonly insteadOf?: string;
  /** The claim is opened again right now: whoever had a hand in it so far is out. */
  readonly isOpenedAgain?: boolean;
}

/**
 * Picks who owns a claim: the reviewer with the fewest open claims, or an approver when no reviewer
 * may. Nobody picks for themselves, owns a claim of their own or one that they filed, or looks
 * again at what they had a hand in before.
 */
@Injectable()
export class AssignOwner {
  constructor(private readonly loads: OwnerLoads) {}

  /** Null when nobody may. An owner who is still there and may own it stays. */
  async run(tx: Tx, claim: ClaimEntity, wish: OwnerWish = {}): Promise<string | null> {
    const candidates = (await this.staff(tx)).filter(({ id }) => id !== wish.insteadOf);
    const about = await this.about(tx, claim, wish.isOpenedAgain);
    const owner = candidates.find(({ id }) => id === claim.ownerId);
    if (owner !== undefined && mayOwn(owner, about)) return owner.id;
    const chosen = chooseOwner(candidates, about, await this.loads.now(tx));
    if (chosen !== null) this.loads.add(chosen);
    return chosen;
  }

  /** An account that can own claims; null for any other, and for one that is disabled. */
  async possibleOwner(reads: Reads, userId: string): Promise<UserEntity | null> {
    return (await this.staff(reads)).find(({ id }) => id === userId) ?? null;
  }

  /** What keeps somebody from owning a claim. */
  async about(reads: Reads, claim: ClaimEntity, isOpenedAgain = false): Promise<ClaimForOwner> {
    const filer = await reads.findOneBy(UserEntity, { id: claim.filedBy });
    return {
      claimantPartyId: claim.claimantPartyId,
      filedByPersonId: filer?.personId ?? null,
      barredPersonIds: isOpenedAgain ? claim.hands : claim.earlierHands,
    };
  }

  private async staff(reads: Reads): Promise<UserEntity[]> {
    return reads.find(UserEntity, {
      where: { role: In(OWNERS), disabledAt: IsNull() },
      order: { id: 'ASC' },
    });
  }
}
