import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads } from '@app/platform';
import { PackLibrary, coverageLimit } from '@app/programs';

/** A line of a claim that something was awarded on, with the payment that it goes back to. */
export interface AwardedPayment {
  readonly line: ClaimLineEntity;
  readonly payment: PaymentEntity;
  readonly award: Money;
  /**
   * The award was right when it was made; since then the payer got (part of) the money back. A pack
   * may pay more than the loss, but nothing for what is no loss any more.
   */
  readonly isOvertaken: boolean;
}

/** The payments behind the awards of a claim, as they are now. */
@Injectable()
export class AwardedPayments {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly packs: PackLibrary,
  ) {}

  async of(reads: Reads, claim: ClaimEntity): Promise<AwardedPayment[]> {
    const pack = await this.packs.pinned(reads, claim);
    const awarded: AwardedPayment[] = [];
    // One after the other: within a transaction there is one connection.
    for (const line of await this.claims.lines(reads, claim)) {
      const award = Money.of(line.awardMinor ?? 0n, line.currency);
      if (award.isZero()) continue;
      const payment = await this.payments.byId(reads, line.paymentId);
      if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
      const elsewhere = await this.claims.awardedOnPayment(reads, payment, claim.id);
      const lostMinor = payment.amountMinor - payment.refundedMinor - elsewhere;
      const limitMinor = coverageLimit(pack, claim.lossType, lostMinor);
      const isOvertaken = limitMinor !== null && award.amountMinor > limitMinor;
      awarded.push({ line, payment, award, isOvertaken });
    }
    return awarded;
  }
}
