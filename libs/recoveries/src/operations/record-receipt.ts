import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ReceiptContent, ReceiptProof } from '../domain/receipt-proof';
import { requirePast } from '../domain/require-past';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { TakeBankReference } from './take-bank-reference';

export type NewReceipt = Omit<ReceiptContent, 'recoveryId'>;

/** Takes in money that nobody was asked for: it lies in suspense (E26) until it is matched. */
@Injectable()
export class RecordReceipt {
  constructor(
    private readonly standing: AccountStanding,
    private readonly takeReference: TakeBankReference,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What `TakeBankReference` refuses, and `recovery.in_the_future`. */
  async run(tx: Tx, actor: Actor, input: NewReceipt, proof: ReceiptProof): Promise<ReceiptEntity> {
    await this.standing.require(tx, actor);
    const now = this.clock.now();
    const { money, reference, sender, note } = input;
    requirePast('receivedAt', input.receivedAt, now);
    const id = newId('rct', HOUSE_LANE);
    const used = { ...input, usedBy: id, recoveryId: null, proof };
    const receivedAt = await this.takeReference.run(tx, used);
    const receipt: ReceiptEntity = {
      id,
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
      facts: { money: money.toJson(), proof },
    });
    return receipt;
  }
}
