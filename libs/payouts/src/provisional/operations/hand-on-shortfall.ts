import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { ProvisionalCreditEntity } from '../persistence/provisional-credit.entity';

/** What a claimant owes of a credit that was taken back (1140). */
export interface Shortfall {
  readonly money: Money;
  /** Since when. */
  readonly since: Date;
}

/** Hands what is owed of a credit to whoever recovers it, once. */
@Injectable()
export class HandOnShortfall {
  constructor(private readonly clock: Clock) {}

  /** The claim must be locked by this transaction. Null when nothing is owed, or not any more. */
  async run(tx: Tx, { lane, id: claimId }: ClaimEntity): Promise<Shortfall | null> {
    const credit = await tx.findOneBy(ProvisionalCreditEntity, { lane, claimId });
    if (credit === null || credit.shortfallMinor === 0n || credit.handedOnAt !== null) return null;
    const handedOnAt = this.clock.now();
    await tx.update(ProvisionalCreditEntity, { lane, claimId }, { handedOnAt });
    const money = Money.of(credit.shortfallMinor, credit.currency);
    return { money, since: credit.updatedAt };
  }
}
