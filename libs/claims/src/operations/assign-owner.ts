import { randomInt } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';

import { DEMO_MODE, UserEntity } from '@app/platform';
import type { Reads, Role, Tx } from '@app/platform';

import { ClaimingQueries } from '../filing/claiming.queries';
import { chooseOwner, mayOwn } from '../domain/owner-choice';
import type { Barred } from '../domain/owner-choice';
import { OwnerLoads } from '../owners/owner-loads';
import type { ClaimEntity } from '../persistence/claim.entity';

/** Who may look after a claim. */
const OWNERS: readonly Role[] = ['reviewer', 'approver'];

export interface OwnerWish {
  /** Persons who are not to have it: who gives the claim back, and who had it. */
  readonly insteadOf?: readonly string[];
  /** The claim is opened again right now: whoever had a hand in it so far is out. */
  readonly isOpenedAgain?: boolean;
}

/** Fine enough for any number of people. */
const DRAWS = 2 ** 32;

/**
 * Picks who owns a claim: one of the reviewers with the fewest open claims, drawn so that nobody
 * can tell beforehand, or an approver when no reviewer may. Nobody owns a claim of their own or one
 * that they filed, by whatever account, or looks again at what they had a hand in before.
 */
@Injectable()
export class AssignOwner {
  constructor(
    private readonly claiming: ClaimingQueries,
    private readonly loads: OwnerLoads,
    @Inject(DEMO_MODE) private readonly demoMode: boolean,
  ) {}

  /** Null when nobody may. An owner who is still there and may own it stays. */
  async run(tx: Tx, claim: ClaimEntity, wish: OwnerWish = {}): Promise<string | null> {
    const candidates = await this.staff(tx);
    const hands = await this.barred(tx, claim, wish.isOpenedAgain);
    const barred = new Set([...hands, ...(wish.insteadOf ?? [])]);
    const owner = candidates.find(({ id }) => id === claim.ownerId);
    if (owner !== undefined && mayOwn(owner, barred)) return owner.id;
    const openClaims = await this.loads.now(tx);
    const draw = randomInt(DRAWS) / DRAWS;
    const chosen = chooseOwner(candidates, { barred, openClaims, draw });
    if (chosen !== null) this.loads.add(chosen);
    return chosen;
  }

  /** An account that can own claims; null for any other, and for one that may not sign in. */
  async possibleOwner(reads: Reads, userId: string): Promise<UserEntity | null> {
    return (await this.staff(reads)).find(({ id }) => id === userId) ?? null;
  }

  /** The persons who may not own a claim. */
  async barred(reads: Reads, claim: ClaimEntity, isOpenedAgain = false): Promise<Barred> {
    return this.claiming.persons(reads, claim, isOpenedAgain ? claim.hands : claim.earlierHands);
  }

  private async staff(reads: Reads): Promise<UserEntity[]> {
    return reads.find(UserEntity, {
      where: {
        role: In(OWNERS),
        disabledAt: IsNull(),
        ...(this.demoMode ? {} : { demo: false }),
      },
      order: { id: 'ASC' },
    });
  }
}
