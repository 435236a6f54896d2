import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity, NextStepCode } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads } from '@app/platform';
import { PackLibrary, coverageLimit } from '@app/programs';

import { carriedMinor } from './domain/carried-award';
import { PayoutQueries } from './payouts.queries';

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
  ) {}

  /** What keeps these from being paid; null when nothing does. */
  async obstacle(
    reads: Reads,
    claim: ClaimEntity,
    awarded: readonly AwardedPayment[],
  ): Promise<Obstacle | null> {
    // The database would refuse such a payout at every try, and nobody would be told.
    if (!(await this.payouts.hasEyes(reads, claim))) return 'confirm_award';
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
      awarded.push({ line, payment, due, isOvertaken });
    }
    return awarded;
  }
}
