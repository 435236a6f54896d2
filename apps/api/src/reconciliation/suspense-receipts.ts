import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { ReconciliationBreakEntity } from '@app/payouts';
import type { Actor, Tx } from '@app/platform';
import { RecordReceipt, TakeBackReceipt } from '@app/recoveries';

/** Money at a rail that nobody can name is a receipt from now on; its break is its reference. */
@Injectable()
export class SuspenseReceipts {
  constructor(
    private readonly recordReceipt: RecordReceipt,
    private readonly takeBackReceipt: TakeBackReceipt,
    private readonly clock: Clock,
  ) {}

  async record(
    tx: Tx,
    actor: Actor,
    { id: reference, currency, effectMinor, since, rail, endNote }: ReconciliationBreakEntity,
  ): Promise<void> {
    const now = this.clock.now();
    const receivedAt = since < now ? since : now;
    const money = Money.of(effectMinor, currency);
    const receipt = { money, receivedAt, reference, sender: rail, note: endNote };
    await this.recordReceipt.run(tx, actor, receipt, { by: 'break', breakId: reference, rail });
  }

  /** It was known after all, or is somewhere else: what differs is found again. */
  async takeBack(tx: Tx, actor: Actor, breakId: string, note: string): Promise<void> {
    await this.takeBackReceipt.run(tx, actor, { reference: breakId, note });
  }
}
