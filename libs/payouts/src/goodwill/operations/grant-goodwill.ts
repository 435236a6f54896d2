import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { ChangeClaim, ClaimQueries, claimBooking } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { Actor, Tx } from '@app/platform';

import { OpenPayouts } from '../../operations/open-payouts';
import { GOODWILL_TEXTS } from '../domain/goodwill-texts';
import type { GoodwillGrantEntity } from '../persistence/goodwill-grant.entity';

/**
 * Gives a claimant what is granted beside the award: it is booked (E33), told, and ordered in one
 * commit. It takes the way of an award, with the same rails, waits, returns and second orders.
 */
@Injectable()
export class GrantGoodwill {
  constructor(
    private readonly postEvents: PostEvents,
    private readonly changeClaim: ChangeClaim,
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly openPayouts: OpenPayouts,
    private readonly clock: Clock,
  ) {}

  /** The claim is locked and paid, and all words that the grant needs are given. */
  async run(tx: Tx, actor: Actor, claim: ClaimEntity, grant: GoodwillGrantEntity): Promise<void> {
    const { id: causeId, ground: variant, reason } = grant;
    const money = Money.of(grant.amountMinor, grant.currency);
    const booking = { actorId: actor.id, occurredAt: this.clock.now(), causeId };
    const event = { code: 'E33', variant, money } as const;
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'pay_goodwill',
      event: { kind: 'goodwill.granted', summary: GOODWILL_TEXTS[variant](money, reason) },
    });
    const line = await this.bestLine(tx, claim);
    const payment = await this.payments.byId(tx, line.paymentId);
    if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
    const order = {
      ...({ kind: 'goodwill', sourceId: causeId, line, payment, due: money } as const),
      ...{ replaced: null, held: [] },
    };
    await this.openPayouts.order(tx, claim, [order], 'pay_goodwill');
  }

  /** It is for the claim and not for one of its payments: it goes the way of the largest award. */
  private async bestLine(tx: Tx, claim: ClaimEntity): Promise<ClaimLineEntity> {
    const lines = await this.claims.lines(tx, claim);
    const best = lines.reduce<ClaimLineEntity | null>(
      (most, line) => ((line.awardMinor ?? 0n) > (most?.awardMinor ?? 0n) ? line : most),
      null,
    );
    if (best === null) throw new Error(`The paid claim ${claim.id} has no line with an award.`);
    return best;
  }
}
