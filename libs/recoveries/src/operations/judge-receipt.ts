import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import { Clock } from '@app/kernel';
import { CASH } from '@app/payouts';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { noSuchReceipt, receiptJudged } from '../domain/receipt-refusals';
import { ownProposal } from '../domain/recovery-refusals';
import { lockReference } from '../lock-reference';
import type { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { ReceiptVerdictEntity } from '../persistence/receipt-verdict.entity';
import { ReceiptProposalQueries } from '../receipt-proposals.queries';
import { BookProposal } from './book-proposal';
import { ChangeRecovery } from './change-recovery';

export interface ReceiptVerdict {
  readonly proposalId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** The second pair of eyes on money that came or left: it is booked with the word, or returned. */
@Injectable()
export class JudgeReceipt {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeRecovery: ChangeRecovery,
    private readonly proposals: ReceiptProposalQueries,
    private readonly changeClaim: ChangeClaim,
    private readonly bookProposal: BookProposal,
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
    const isOwn = (await personOf(tx, proposal.proposedBy)) === actor.personId;
    if (verdict === 'approve' && isOwn) throw ownProposal();
    const { lane, id: proposalId, digest, proposedByPerson } = proposal;
    await tx.insert(ReceiptVerdictEntity, {
      ...{ lane, proposalId, digest, proposedByPerson, verdict, note },
      ...{ approverId: actor.id, approverPerson: actor.personId, givenAt: this.clock.now() },
    });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: proposalId, reason: note },
      action: verdict === 'approve' ? 'receipt.approved' : 'receipt.returned',
    });
    if (verdict === 'approve') await this.bookProposal.run(tx, actor, proposal);
  }

  /** What waits, until the commit. A recovery or a claim is locked before the bank's number. */
  private async held(tx: Tx, actor: Actor, id: string): Promise<ReceiptProposalEntity> {
    const seen = await this.proposals.byId(tx, id);
    if (seen === null) throw noSuchReceipt();
    const { recoveryId, purpose, reference } = seen.proposal;
    if (purpose?.kind === 'passed_on') await this.changeClaim.lock(tx, purpose.claimId);
    if (recoveryId !== null) await this.changeRecovery.lock(tx, actor, recoveryId);
    await lockReference(tx, CASH, reference);
    const held = await this.proposals.byId(tx, id);
    if (held?.verdict !== null) throw receiptJudged();
    return held.proposal;
  }
}
