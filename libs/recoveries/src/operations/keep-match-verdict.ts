import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ClaimingQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ReceiptMatchProposalEntity } from '../persistence/receipt-match-proposal.entity';
import { ReceiptMatchVerdictEntity } from '../persistence/receipt-match-verdict.entity';

export interface GivenMatchVerdict {
  readonly claim: ClaimEntity;
  readonly proposal: ReceiptMatchProposalEntity;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** Writes down what another person says of a proposed match. */
@Injectable()
export class KeepMatchVerdict {
  constructor(
    private readonly standing: AccountStanding,
    private readonly claiming: ClaimingQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The claim is locked. Refuses whoever claims (`claim.own_hand`). */
  async run(tx: Tx, actor: Actor, given: GivenMatchVerdict): Promise<void> {
    const { claim, proposal, verdict, note } = given;
    await this.standing.require(tx, actor);
    await this.claiming.requireNoHand(tx, claim, actor);
    const { lane, id: proposalId, digest, proposedByPerson } = proposal;
    await tx.insert(ReceiptMatchVerdictEntity, {
      ...{ lane, proposalId, digest, proposedByPerson, verdict, note },
      approverId: actor.id,
      approverPerson: actor.personId,
      givenAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: claim.id, reason: note },
      action: `receipt.match_${verdict === 'approve' ? 'approved' : 'returned'}`,
      facts: { proposalId, receiptId: proposal.receiptId },
    });
  }
}
