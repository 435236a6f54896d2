import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import type { Actor, Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

export interface Release {
  readonly actor: Actor;
  readonly lineStatus: 'denied' | 'withdrawn';
  /** The record that ends the claim: the decision, or the claim itself when it is withdrawn. */
  readonly causeId: string;
}

/** Lets go of all that a claim holds: its payments, its reserve, its memo (E10). */
@Injectable()
export class ReleaseClaim {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly queries: ClaimQueries,
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction; its reserve is zero afterwards. */
  async run(tx: Tx, claim: ClaimEntity, { actor, lineStatus, causeId }: Release): Promise<void> {
    const lines = await this.queries.lines(tx, claim);
    await this.changeClaimed.release(
      tx,
      lines.map((line) => ({
        paymentId: line.paymentId,
        money: Money.of(line.amountMinor, line.currency),
      })),
    );
    await tx.update(
      ClaimLineEntity,
      { lane: claim.lane, claimId: claim.id },
      { status: lineStatus, awardMinor: 0n },
    );
    await this.postEvents.run(
      tx,
      [
        {
          code: 'E10',
          reserve: Money.of(claim.reserveMinor, claim.currency),
          claimed: Money.of(claim.claimedMinor, claim.currency),
        },
      ],
      {
        lane: claim.lane,
        claimId: claim.id,
        actor: actor.id,
        occurredAt: this.clock.now(),
        causeId,
        pack: `${claim.packId}@${claim.packVersion}`,
      },
    );
  }
}
