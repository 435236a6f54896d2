import { Injectable } from '@nestjs/common';

import type { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { outstandingMinor } from '../domain/recovery';
import { ChangeRecovery } from './change-recovery';

/** Counts money that came as a receipt on the recovery from a merchant or a fraudster. */
@Injectable()
export class CountReceived {
  constructor(private readonly changeRecovery: ChangeRecovery) {}

  /** The books have it already, as parts of the match. `MatchCheck` has looked at the recovery. */
  async run(
    tx: Tx,
    actor: Actor,
    counted: {
      readonly recoveryId: string;
      readonly money: Money;
      readonly reference: string;
      readonly reason: string;
    },
  ): Promise<void> {
    const { recoveryId, money, reference, reason: note } = counted;
    const locked = await this.changeRecovery.lock(tx, actor, recoveryId);
    const { recovery } = locked;
    const isAll = money.amountMinor === outstandingMinor(recovery);
    await this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'receive',
      ...{ money, reference, note },
      set: {
        receivedMinor: recovery.receivedMinor + money.amountMinor,
        ...(isAll ? { status: 'received' as const } : {}),
      },
    });
  }
}
