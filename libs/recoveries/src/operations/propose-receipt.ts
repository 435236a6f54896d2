import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { CASH } from '@app/payouts';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { receiptDigest } from '../domain/receipt-proof';
import type { ReceiptContent } from '../domain/receipt-proof';
import { proposedAlready, receivedAlready } from '../domain/receipt-refusals';
import { requirePast } from '../domain/require-past';
import { lockReference } from '../lock-reference';
import { BankReferenceEntity } from '../persistence/bank-reference.entity';
import { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { ReceiptProposalQueries } from '../receipt-proposals.queries';
import { ReceiveRecovery } from './receive-recovery';

/**
 * Says that money came where no line of a statement does: nothing is booked until another person
 * has approved exactly that.
 */
@Injectable()
export class ProposeReceipt {
  constructor(
    private readonly standing: AccountStanding,
    private readonly receiveRecovery: ReceiveRecovery,
    private readonly proposals: ReceiptProposalQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `receipt.recorded_already` and `receipt.proposed_already` for a number of the bank that is
   * used, or about to be; what `ReceiveRecovery` refuses; `recovery.in_the_future`.
   */
  async run(tx: Tx, actor: Actor, content: ReceiptContent): Promise<ReceiptProposalEntity> {
    await this.standing.require(tx, actor);
    const { recoveryId, money, receivedAt, reference, sender, note } = content;
    const now = this.clock.now();
    requirePast('receivedAt', receivedAt, now);
    const lane = await this.laneOf(tx, actor, content);
    await lockReference(tx, CASH, reference);
    const used = await tx.findOneBy(BankReferenceEntity, { rail: CASH, reference });
    if (used !== null) throw receivedAlready(used.usedBy);
    const waiting = await this.proposals.waitingWith(tx, reference);
    if (waiting !== null) throw proposedAlready(waiting.id);
    const proposal: ReceiptProposalEntity = {
      ...{ lane, id: newId('rpr', lane), recoveryId, receivedAt, reference, sender, note },
      ...{ currency: money.currency, amountMinor: money.amountMinor },
      digest: receiptDigest(content),
      ...{ proposedBy: actor.id, proposedByPerson: actor.personId, proposedAt: now },
    };
    await tx.insert(ReceiptProposalEntity, { ...proposal });
    await this.audit.record(tx, {
      ...{ lane, actor, action: 'receipt.proposed', objectId: proposal.id },
      facts: { recoveryId, money: money.toJson() },
    });
    return proposal;
  }

  /** Of its recovery, to which so much may come; of the house for money that nobody asked for. */
  private async laneOf(tx: Tx, actor: Actor, content: ReceiptContent): Promise<number> {
    const { recoveryId } = content;
    if (recoveryId === null) return HOUSE_LANE;
    const { recovery } = await this.receiveRecovery.require(tx, actor, { ...content, recoveryId });
    return recovery.lane;
  }
}
