import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE, newId } from '@app/kernel';
import type { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { requirePast } from '../domain/require-past';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { ReceiptQueries } from '../receipts.queries';

export interface NewReceipt {
  readonly money: Money;
  readonly receivedAt: Date;
  readonly reference: string;
  readonly sender: string | null;
  readonly note: string | null;
}

/** Takes in money that nobody was asked for: it lies in suspense (E26) until it is matched. */
@Injectable()
export class RecordReceipt {
  constructor(
    private readonly standing: AccountStanding,
    private readonly receipts: ReceiptQueries,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `receipt.recorded_already` for a line of the bank that is; `recovery.in_the_future`. */
  async run(tx: Tx, actor: Actor, input: NewReceipt): Promise<ReceiptEntity> {
    await this.standing.require(tx, actor);
    const now = this.clock.now();
    const { money, receivedAt, reference, sender, note } = input;
    requirePast('receivedAt', receivedAt, now);
    const known = await this.receipts.byReference(tx, reference);
    if (known !== null) throw recordedAlready(known.id);
    const receipt: ReceiptEntity = {
      id: newId('rct', HOUSE_LANE),
      currency: money.currency,
      amountMinor: money.amountMinor,
      matchedMinor: 0n,
      ...{ receivedAt, reference, sender, note },
      recordedBy: actor.id,
      recordedAt: now,
      takenBackAt: null,
    };
    await tx.insert(ReceiptEntity, { ...receipt });
    await this.postEvents.run(tx, [{ code: 'E26', money }], {
      lane: HOUSE_LANE,
      claimId: null,
      actor: actor.id,
      occurredAt: receivedAt,
      causeId: receipt.id,
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'receipt.recorded',
      objectId: receipt.id,
      facts: { money: money.toJson() },
    });
    return receipt;
  }
}

function recordedAlready(receiptId: string): DomainError {
  return new DomainError(
    'conflict',
    'receipt.recorded_already',
    {
      en: `This payment of the bank is recorded already, as ${receiptId}.`,
      'zh-CN': `该笔银行来款已登记，编号 ${receiptId}。`,
    },
    { receiptId },
  );
}
