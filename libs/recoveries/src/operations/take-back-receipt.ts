import { Injectable } from '@nestjs/common';

import { ReverseBookings } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { receiptInUse } from '../domain/receipt-refusals';
import { lockReceipt } from '../lock-receipt';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { ReceiptQueries } from '../receipts.queries';

/**
 * Takes back a receipt that was none: what was booked for it (E26) is reversed, and it is open no
 * more. Whoever calls has made sure that two persons want it, by whom the note is.
 */
@Injectable()
export class TakeBackReceipt {
  constructor(
    private readonly receipts: ReceiptQueries,
    private readonly reverseBookings: ReverseBookings,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** By its reference. `receipt.in_use` where something of it is matched, or about to be. */
  async run(
    tx: Tx,
    actor: Actor,
    { reference, note }: { readonly reference: string; readonly note: string },
  ): Promise<void> {
    const known = await this.receipts.byReference(tx, reference);
    if (known === null) return;
    const { id, matchedMinor } = await lockReceipt(tx, known.id);
    const proposed = await this.receipts.proposed(tx, [id]);
    if (matchedMinor > 0n || proposed.length > 0) throw receiptInUse(id);
    await tx.update(ReceiptEntity, { id }, { takenBackAt: this.clock.now() });
    const wrong = { lane: HOUSE_LANE, keys: [`${id}/E26`], actorId: actor.id, reason: note };
    await this.reverseBookings.run(tx, wrong);
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, action: 'receipt.taken_back', objectId: id, reason: note },
    });
  }
}
