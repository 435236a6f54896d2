import { Injectable } from '@nestjs/common';

import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { OrderRecovered, payeeKey } from '@app/payouts';
import { personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { Distribution } from '../domain/distribution';
import { matchDigest } from '../domain/match-digest';
import { matchNotProposed, moreThanLeft, outdatedMatch } from '../domain/receipt-refusals';
import { ownProposal } from '../domain/recovery-refusals';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import { lockReceipt } from '../lock-receipt';
import { MatchCheck } from '../match-check';
import type { ReceiptMatchProposalEntity } from '../persistence/receipt-match-proposal.entity';
import type { ReceiptMatchEntity } from '../persistence/receipt-match.entity';
import type { ReceiptEntity } from '../persistence/receipt.entity';
import { ReceiptQueries } from '../receipts.queries';
import { BookMatch } from './book-match';
import { KeepMatchVerdict } from './keep-match-verdict';

export interface MatchVerdict {
  readonly receiptId: string;
  readonly proposalId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/**
 * The second pair of eyes on a match that gives a part to a claimant: it is booked and the part is
 * ordered in the same moment, or it is returned and the money stays in suspense.
 */
@Injectable()
export class JudgeMatch {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly check: MatchCheck,
    private readonly bookMatch: BookMatch,
    private readonly orderRecovered: OrderRecovered,
    private readonly receipts: ReceiptQueries,
    private readonly keepVerdict: KeepMatchVerdict,
  ) {}

  /**
   * `approval.not_awaited` where nothing of this number waits, `approval.own_hand` for whoever
   * proposed it, by person, `approval.outdated` where parts or payee are others by now, and what
   * `MatchCheck` refuses. The database refuses them too. Null when it was returned.
   */
  async run(tx: Tx, actor: Actor, input: MatchVerdict): Promise<ReceiptMatchEntity | null> {
    const receipt = await lockReceipt(tx, input.receiptId);
    const proposal = await this.receipts.waiting(tx, input.proposalId);
    if (proposal?.receiptId !== receipt.id) throw matchNotProposed();
    const claim = await this.changeClaim.lock(tx, proposal.claimId);
    if (input.verdict === 'return') {
      await this.keepVerdict.run(tx, actor, { claim, proposal, ...input });
      if (claim.nextStep === 'pay_recovered') {
        await this.changeClaim.apply(tx, claim, { actor, command: 'recover', nextStep: null });
      }
      return null;
    }
    const parts = await this.requireApprovable(tx, actor, { receipt, claim, proposal });
    await this.keepVerdict.run(tx, actor, { claim, proposal, ...input });
    const match = await this.bookMatch.run(tx, actor, {
      ...{ receipt, claim, parts, proposalId: proposal.id, reason: proposal.reason },
      ...wantedOf(proposal),
    });
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'recover',
      event: {
        kind: 'recovery.for_claimant',
        summary: RECOVERY_TEXTS.forClaimant(parts.victim),
      },
    });
    await this.orderRecovered.run(tx, claim, { sourceId: match.id, money: parts.victim });
    return match;
  }

  private async requireApprovable(
    tx: Tx,
    actor: Actor,
    given: {
      readonly receipt: ReceiptEntity;
      readonly claim: ClaimEntity;
      readonly proposal: ReceiptMatchProposalEntity;
    },
  ): Promise<Distribution> {
    const { receipt, claim, proposal } = given;
    if ((await personOf(tx, proposal.proposedBy)) === actor.personId) throw ownProposal();
    const wanted = wantedOf(proposal);
    const left = Money.of(receipt.amountMinor - receipt.matchedMinor, receipt.currency);
    if (wanted.money.isGreaterThan(left)) throw moreThanLeft(wanted.money, left);
    const parts = await this.check.require(tx, actor, claim, wanted);
    const { receiptId, reason } = proposal;
    const payee = payeeKey(claim.payoutMethod);
    if (matchDigest({ ...wanted, receiptId, reason, parts, payee }) !== proposal.digest) {
      throw outdatedMatch();
    }
    return parts;
  }
}

function wantedOf({ claimId, recoveryId, amountMinor, currency }: ReceiptMatchProposalEntity) {
  return { claimId, recoveryId, money: Money.of(amountMinor, currency) };
}
