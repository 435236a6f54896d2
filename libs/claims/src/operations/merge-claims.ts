import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { ClaimingQueries } from '../filing/claiming.queries';
import { requireCommand } from '../domain/claim-lifecycle';
import { requireAlike, requireUndecided } from '../domain/mergeable';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { CloseDuplicate } from './close-duplicate';
import { EnlargeClaim } from './enlarge-claim';
import { MoveAsking } from './move-asking';
import { MoveContents } from './move-contents';
import { MoveFacts } from './move-facts';

export interface Merger {
  /** The duplicate. */
  readonly claimId: string;
  /** The claim that it goes on in. */
  readonly intoClaimId: string;
  readonly reason: string;
}

/**
 * Merges a duplicate into another undecided claim of the same claimant: lines, evidence and what
 * was recorded go on there, what was held of the payments stays held, and the duplicate is closed.
 */
@Injectable()
export class MergeClaims {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly moveContents: MoveContents,
    private readonly moveAsking: MoveAsking,
    private readonly moveFacts: MoveFacts,
    private readonly closeDuplicate: CloseDuplicate,
    private readonly enlargeClaim: EnlargeClaim,
  ) {}

  /**
   * Returns the duplicate. Refuses what `requireCommand`, `requireAlike` and `requireUndecided`
   * refuse, whoever claims by one of the two (`ClaimingQueries`), and a duplicate on which money
   * was paid ahead (`claim.merge_credited`).
   */
  async run(tx: Tx, actor: Actor, input: Merger): Promise<ClaimEntity> {
    const { duplicate, other } = await this.lock(tx, input);
    for (const claim of [duplicate, other]) {
      requireCommand('merge', { status: claim.status, role: actor.role });
      requireUndecided(claim);
      await this.claiming.requireNoHand(tx, claim, actor);
    }
    const pair = { duplicate, other, reason: input.reason };
    const lineIds = await this.moveContents.run(tx, duplicate, other);
    await this.moveAsking.run(tx, duplicate, other);
    const facts = await this.moveFacts.run(tx, { duplicate, other, lineIds });
    const hands = await this.claiming.persons(tx, duplicate, duplicate.hands);
    await this.closeDuplicate.run(tx, actor, pair);
    await this.enlargeClaim.run(tx, actor, pair, { facts, hands });
    return duplicate;
  }

  /** Both in the order of their ids, so that two mergers cannot wait for each other. */
  private async lock(
    tx: Tx,
    { claimId, intoClaimId }: Merger,
  ): Promise<{ duplicate: ClaimEntity; other: ClaimEntity }> {
    const locked = new Map<string, ClaimEntity>();
    for (const id of [...new Set([claimId, intoClaimId])].sort()) {
      locked.set(id, await this.changeClaim.lock(tx, id));
    }
    return requireAlike(locked.get(claimId), locked.get(intoClaimId));
  }
}
