import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { CASH } from '@app/payouts';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { noSuchReceipt, receiptJudged } from '../domain/receipt-refusals';
import { ownProposal } from '../domain/recovery-refusals';
import { lockReference } from '../lock-reference';
import type { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { ReceiptVerdictEntity } from '../persistence/receipt-verdict.entity';
import { ReceiptProposalQueries } from '../receipt-proposals.queries';
import { ChangeRecovery } from './change-recovery';
import { ReceiveRecovery } from './receive-recovery';
import { RecordReceipt } from './record-receipt';

export interface ReceiptVerdict {
  readonly proposalId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** The second pair of eyes on money that came: it is booked in the same commit, or returned. */
@Injectable()
export class JudgeReceipt {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeRecovery: ChangeRecovery,
    private readonly proposals: ReceiptProposalQueries,
    private readonly recordReceipt: RecordReceipt,
    private readonly receiveRecovery: ReceiveRecovery,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `receipt.not_found`, `approval.not_awaited`, `approval.own_hand` for whoever proposed it, by
   * person, and what recording it refuses. The database refuses them too.
   */
  async run(tx: Tx, actor: Actor, input: ReceiptVerdict): Promise<void> {
    await this.standing.require(tx, actor);
    const proposal = await this.held(tx, actor, input.proposalId);
    const { verdict, note } = input;
    if (verdict === 'approve' && proposal.proposedByPerson === actor.personId) throw ownProposal();
    const { lane, id: proposalId, digest, proposedByPerson } = proposal;
    await tx.insert(ReceiptVerdictEntity, {
      ...{ lane, proposalId, digest, proposedByPerson, verdict, note },
      ...{ approverId: actor.id, approverPerson: actor.personId, givenAt: this.clock.now() },
    });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: proposalId, reason: note },
      action: verdict === 'approve' ? 'receipt.approved' : 'receipt.returned',
    });
    if (verdict === 'approve') await this.book(tx, actor, proposal);
  }

  /** What waits, until the commit. A recovery is locked before the number of the bank. */
  private async held(tx: Tx, actor: Actor, id: string): Promise<ReceiptProposalEntity> {
    const seen = await this.proposals.byId(tx, id);
    if (seen === null) throw noSuchReceipt();
    const { recoveryId, reference } = seen.proposal;
    if (recoveryId !== null) await this.changeRecovery.lock(tx, actor, recoveryId);
    await lockReference(tx, CASH, reference);
    const held = await this.proposals.byId(tx, id);
    if (held?.verdict !== null) throw receiptJudged();
    return held.proposal;
  }

  private async book(tx: Tx, actor: Actor, proposal: ReceiptProposalEntity): Promise<void> {
    const { id: proposalId, recoveryId, currency, amountMinor } = proposal;
    const { receivedAt, reference, sender, note } = proposal;
    const proof = { by: 'persons', proposalId } as const;
    const came = { money: Money.of(amountMinor, currency), receivedAt, reference, note };
    if (recoveryId === null) await this.recordReceipt.run(tx, actor, { ...came, sender }, proof);
    else await this.receiveRecovery.run(tx, actor, { ...came, recoveryId }, proof);
  }
}
