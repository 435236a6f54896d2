import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, newId } from '@app/kernel';
import { CASH } from '@app/payouts';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { receiptDigest } from '../domain/receipt-proof';
import type { ReceiptContent } from '../domain/receipt-proof';
import { proposedAlready, receivedAlready } from '../domain/receipt-refusals';
import { requirePast } from '../domain/require-past';
import { lockReference } from '../lock-reference';
import { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { ReceiptProposalQueries } from '../receipt-proposals.queries';
import { usedReferences } from '../used-references';
import { BookProposal } from './book-proposal';

/**
 * Says that money came, or was passed on, where no line of a statement does: nothing is booked
 * until another person has approved exactly that.
 */
@Injectable()
export class ProposeReceipt {
  constructor(
    private readonly standing: AccountStanding,
    private readonly bookProposal: BookProposal,
    private readonly proposals: ReceiptProposalQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `receipt.recorded_already` and `receipt.proposed_already` for a number of the bank that is
   * used, or about to be; what `BookProposal` refuses; `recovery.in_the_future`.
   */
  async run(tx: Tx, actor: Actor, content: ReceiptContent): Promise<ReceiptProposalEntity> {
    await this.standing.require(tx, actor);
    const { recoveryId, purpose, money, receivedAt, reference, sender, note } = content;
    const now = this.clock.now();
    requirePast('receivedAt', receivedAt, now);
    const lane = await this.bookProposal.require(tx, actor, content);
    await lockReference(tx, CASH, reference);
    // What left has other numbers of the bank than what came.
    const used = purpose?.kind === 'passed_on' ? [] : await usedReferences(tx, CASH, reference);
    if (used[0] !== undefined) throw receivedAlready(used[0].usedBy);
    const waiting = await this.proposals.waitingWith(tx, reference);
    if (waiting !== null) throw proposedAlready(waiting.id);
    const proposal: ReceiptProposalEntity = {
      ...{ lane, id: newId('rpr', lane), recoveryId, receivedAt, reference, sender, note },
      ...{ purpose: purpose ?? null, currency: money.currency, amountMinor: money.amountMinor },
      digest: receiptDigest(content),
      ...{ proposedBy: actor.id, proposedByPerson: actor.personId, proposedAt: now },
    };
    await tx.insert(ReceiptProposalEntity, { ...proposal });
    await this.audit.record(tx, {
      ...{ lane, actor, action: 'receipt.proposed', objectId: proposal.id },
      facts: { recoveryId, purpose: proposal.purpose, money: money.toJson() },
    });
    return proposal;
  }
}
