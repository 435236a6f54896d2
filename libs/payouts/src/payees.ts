import { Injectable } from '@nestjs/common';

import { PayoutMethodQueries, coolingOffEndsAt } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Lane } from '@app/kernel';
import type { PaymentEntity } from '@app/payments';
import type { Reads } from '@app/platform';

import type { PayoutPayee } from './domain/payout-payee';
import type { PayoutEntity } from './persistence/payout.entity';
import type { RailPayee } from './rails/payout-rail';

type OriginalPayee = Extract<PayoutPayee, { readonly route: 'original' }>;

/** Whom payouts go to: the way the payment came, or the account that the claimant named. */
@Injectable()
export class Payees {
  constructor(private readonly methods: PayoutMethodQueries) {}

  /** As the payout keeps it. */
  payeeOf(
    { payoutMethod }: Pick<ClaimEntity, 'payoutMethod'>,
    { channel, source, sourceId }: Pick<PaymentEntity, 'channel' | 'source' | 'sourceId'>,
  ): PayoutPayee {
    if (payoutMethod.route === 'original') {
      return { route: 'original', channel, paymentSource: source, paymentSourceId: sourceId };
    }
    const { position, ending } = payoutMethod;
    return { route: 'account', position, ending };
  }

  /**
   * As the rail is told it. An account that was erased cannot be paid to. What was reported of the
   * disputed payment never changes, and so neither does this: it is part of the content of a key.
   */
  async forRail(
    reads: Reads,
    { lane, claimId, payee }: Pick<PayoutEntity, 'lane' | 'claimId' | 'payee'>,
  ): Promise<RailPayee> {
    if (payee.route === 'original') return this.wayBack(reads, lane, payee);
    const account = await this.methods.account(reads, { lane, id: claimId }, payee.position);
    if (account === null) throw new Error(`Account ${payee.position} of ${claimId} is erased.`);
    const { kind, number, holderName: name, bank } = account;
    return { route: 'account', kind, account: number, name, ...(bank === null ? {} : { bank }) };
  }

  /** Alipay pays accounts, and knows no way back by the number of a payment. */
  private async wayBack(reads: Reads, lane: Lane, payee: OriginalPayee): Promise<RailPayee> {
    if (payee.channel !== 'alipay') return payee;
    const payment = { source: payee.paymentSource, sourceId: payee.paymentSourceId };
    const payer = await this.methods.payerAccount(reads, { lane }, payment);
    if (payer === null) return payee;
    const { account, name } = payer;
    return { ...payee, account, ...(name === null ? {} : { name }) };
  }

  /** Until when payments to the account of a claim wait; null when nothing has to wait. */
  async heldUntil(
    reads: Reads,
    claim: Pick<ClaimEntity, 'lane' | 'id' | 'payoutMethod'>,
    now: Date,
  ): Promise<Date | null> {
    if (claim.payoutMethod.route === 'original') return null;
    const named = (await this.methods.all(reads, claim)).at(-1);
    if (named === undefined) return null;
    const endsAt = coolingOffEndsAt(named.namedAt);
    return endsAt > now ? endsAt : null;
  }
}
