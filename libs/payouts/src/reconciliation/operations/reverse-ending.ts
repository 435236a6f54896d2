import { Injectable } from '@nestjs/common';

import { ReverseBookings } from '@app/accounting';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import type { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { UndoneBreakEntity } from '../persistence/undone-break.entity';
import { BringAllotment } from './bring-allotment';

/**
 * Takes back how a break ended: what was booked is reversed (E36), and the next comparison finds
 * again what differs. Whoever calls has made sure that two persons want it.
 */
@Injectable()
export class ReverseEnding {
  constructor(
    private readonly bringAllotment: BringAllotment,
    private readonly reverseBookings: ReverseBookings,
    private readonly clock: Clock,
  ) {}

  async run(
    tx: Tx,
    actor: Actor,
    { id: breakId, howEnded, currency, effectMinor }: ReconciliationBreakEntity,
    reason: string,
  ): Promise<void> {
    // What suspense had brought to the rail leaves it again, wherever it is by now.
    if (howEnded === 'suspense') {
      await this.bringAllotment.run(tx, Money.of(effectMinor, currency));
    }
    const keys = ['E21', 'E21/written_off', 'E22'].map((event) => `${breakId}/${event}`);
    await this.reverseBookings.run(tx, { lane: HOUSE_LANE, keys, actorId: actor.id, reason });
    const undone = { breakId, undoneBy: actor.id, undoneAt: this.clock.now() };
    await tx.insert(UndoneBreakEntity, undone);
  }
}
