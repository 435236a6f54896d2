import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity, NextStepCode } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads } from '@app/platform';
import { PackLibrary, coverageLimit } from '@app/programs';

import { carriedMinor, isDead } from './domain/carried-award';
import { PayoutQueries } from './payouts.queries';
import type { PayoutEntity } from './persistence/payout.entity';
import { ReorderQueries } from './reorder.queries';

/** A line of a claim with an award that is not ordered in full, and the payment behind it. */
export interface AwardedPayment {
  readonly line: ClaimLineEntity;
  readonly payment: PaymentEntity;
  /** What of the award no payout carries yet. */
  readonly due: Money;
  /**
   * The award was right when it was made; since then the payer got (part of) the money back. A pack
   * may pay more than the loss, but nothing for what is no loss any more.
   */
  readonly isOvertaken: boolean;
  /**
   * The newest payout of the line that failed or came back since the decision, and in whose place
   * no other is: nobody but people orders one. Null where the decision itself orders.
   */
  readonly replaced: PayoutEntity | null;
  /** Those of the line that came back and are held: what is due goes out of that first. */
  readonly held: readonly PayoutEntity[];
}

/** The step that people have to take before an award can be paid. */
type Obstacle = Extract<NextStepCode, 'confirm_award' | 'resolve_payout'>;

/** The payments behind the awards of a claim, as they are now. */
@Injectable()
export class AwardedPayments {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly packs: PackLibrary,
    private readonly payouts: PayoutQueries,
    private readonly reorders: ReorderQueries,
  ) {}

  /** What keeps these from being paid; null when nothing does. */
  async obstacle(
    reads: Reads,
    claim: ClaimEntity,
    awarded: readonly AwardedPayment[],
  ): Promise<Obstacle | null> {
    // The database would refuse such a payout at every try, and nobody would be told.
    if (!(await this.payouts.hasEyes(reads, claim))) return 'confirm_award';
    if (await this.reorders.isContradicted(reads, claim)) return 'resolve_payout';
    return awarded.some(({ isOvertaken }) => isOvertaken) ? 'resolve_payout' : null;
  }

  /** Those of which something is due. */
  async of(reads: Reads, claim: ClaimEntity): Promise<AwardedPayment[]> {
    const pack = await this.packs.pinned(reads, claim);
    const payouts = await this.payouts.ofClaim(reads, claim.id);
    const awarded: AwardedPayment[] = [];
    // One after the other: within a transaction there is one connection.
    for (const line of await this.claims.lines(reads, claim)) {
      const awardMinor = line.awardMinor ?? 0n;
      const due = Money.of(awardMinor - carriedMinor(line, payouts), line.currency);
      if (!due.isPositive()) continue;
      const payment = await this.payments.byId(reads, line.paymentId);
      if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
      const elsewhere = await this.claims.awardedOnPayment(reads, payment, claim.id);
      const lostMinor = payment.amountMinor - payment.refundedMinor - elsewhere;
      const limitMinor = coverageLimit(pack, claim.lossType, lostMinor);
      const isOvertaken = limitMinor !== null && awardMinor > limitMinor;
      const ofLine = payouts.filter(({ claimLineId }) => claimLineId === line.id);
      const held = ofLine.filter(({ heldMinor }) => heldMinor > 0n);
      const replaced = replacedOf(claim, ofLine);
      awarded.push({ line, payment, due, isOvertaken, replaced, held });
    }
    return awarded;
  }
}

function replacedOf(
  { decisionId, decidedAt }: Pick<ClaimEntity, 'decisionId' | 'decidedAt'>,
  ofLine: readonly PayoutEntity[],
): PayoutEntity | null {
  const isSince = (payout: PayoutEntity): boolean =>
    payout.decisionId === decisionId || (decidedAt !== null && payout.updatedAt > decidedAt);
  const isReplaced = ({ id }: PayoutEntity): boolean =>
    ofLine.some(({ replacesId }) => replacesId === id);
  return ofLine.filter((one) => isDead(one) && isSince(one) && !isReplaced(one)).at(-1) ?? null;
}
