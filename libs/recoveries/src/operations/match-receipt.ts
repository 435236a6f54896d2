import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { Money } from '@app/money';
import { payeeKey } from '@app/payouts';
import type { Actor, Tx } from '@app/platform';

import type { Distribution } from '../domain/distribution';
import { matchDigest } from '../domain/match-digest';
import { moreThanLeft } from '../domain/receipt-refusals';
import { proposalWaits, wrongCurrency } from '../domain/recovery-refusals';
import { lockReceipt } from '../lock-receipt';
import { MatchCheck } from '../match-check';
import type { WantedMatch } from '../match-check';
import { ReceiptMatchProposalEntity } from '../persistence/receipt-match-proposal.entity';
import type { ReceiptMatchEntity } from '../persistence/receipt-match.entity';
import { ReceiptQueries } from '../receipts.queries';
import { BookMatch } from './book-match';

export interface ReceiptMatching extends WantedMatch {
  readonly receiptId: string;
  readonly reason: string;
}

/** What became of it: it is matched, or another person has to approve that first. */
export type MatchedReceipt =
  | { readonly match: ReceiptMatchEntity; readonly proposal: null }
  | { readonly match: null; readonly proposal: ReceiptMatchProposalEntity };

/**
 * Matches money in suspense to the loss that it belongs to (E27), and shares it by the order of the
 * claim's pack: the house, others who bear the loss, the claimant. Never more than the loss. Where
 * a part is the claimant's, another person approves exactly that before anything is booked.
 */
@Injectable()
export class MatchReceipt {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly check: MatchCheck,
    private readonly bookMatch: BookMatch,
    private readonly receipts: ReceiptQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `receipt.more_than_left` for more than is unmatched, what `MatchCheck` refuses, and
   * `recovery.proposal_waits`. The receipt is locked before the claim.
   */
  async run(tx: Tx, actor: Actor, input: ReceiptMatching): Promise<MatchedReceipt> {
    const receipt = await lockReceipt(tx, input.receiptId);
    const { money } = input;
    if (money.currency !== receipt.currency) throw wrongCurrency(money.currency, receipt.currency);
    const left = Money.of(receipt.amountMinor - receipt.matchedMinor, receipt.currency);
    if (money.isGreaterThan(left)) throw moreThanLeft(money, left);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const parts = await this.check.require(tx, actor, claim, input);
    if (!parts.victim.isPositive()) {
      const agreed = { ...input, receipt, claim, parts, proposalId: null };
      return { match: await this.bookMatch.run(tx, actor, agreed), proposal: null };
    }
    if ((await this.receipts.waitingOfClaim(tx, claim)) !== null) throw proposalWaits();
    return { match: null, proposal: await this.propose(tx, actor, { input, claim, parts }) };
  }

  private async propose(
    tx: Tx,
    actor: Actor,
    given: {
      readonly input: ReceiptMatching;
      readonly claim: ClaimEntity;
      readonly parts: Distribution;
    },
  ): Promise<ReceiptMatchProposalEntity> {
    const { input, claim, parts } = given;
    const { receiptId, recoveryId, money, reason } = input;
    const { lane, id: claimId } = claim;
    const payee = payeeKey(claim.payoutMethod);
    const proposal: ReceiptMatchProposalEntity = {
      ...{ lane, id: newId('rmp', lane), receiptId, claimId, recoveryId, reason },
      currency: money.currency,
      amountMinor: money.amountMinor,
      victimMinor: parts.victim.amountMinor,
      payeeKey: payee,
      digest: matchDigest({ receiptId, claimId, recoveryId, money, reason, parts, payee }),
      proposedBy: actor.id,
      proposedByPerson: actor.personId,
      proposedAt: this.clock.now(),
    };
    await tx.insert(ReceiptMatchProposalEntity, { ...proposal });
    await this.audit.record(tx, {
      ...{ lane, actor, action: 'receipt.match_proposed', objectId: claimId, reason },
      facts: { proposalId: proposal.id, receiptId, money: money.toJson() },
    });
    // The claimant is told once it is certain; until then the claim says who looks at it.
    await this.changeClaim.apply(tx, claim, {
      ...{ actor, command: 'recover', nextStep: 'pay_recovered' },
    });
    return proposal;
  }
}
