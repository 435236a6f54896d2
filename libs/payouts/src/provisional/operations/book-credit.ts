import { Injectable } from '@nestjs/common';

import { FUND_GUARD, PostEvents, RAIL_GUARD, reversalOf } from '@app/accounting';
import type { CashSource } from '@app/accounting';
import { ClaimQueries, claimBooking } from '@app/claims';
import { HOUSE_LANE } from '@app/kernel';
import { HoldAllotment, LedgerJournalEntity, LedgerQueries, PostJournals } from '@app/ledger';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { railShort } from '../../domain/rail-short';
import { GatherAllotment } from '../../operations/gather-allotment';
import type { PayoutEntity } from '../../persistence/payout.entity';
import { OF_FUND, creditedBy } from '../domain/credit-bookings';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';

/** Who books, when it happened, and for auditors why. */
interface Booked {
  readonly by: Actor;
  readonly at: Date;
}

/** Books what is credited before a decision, and takes the booking back where it never arrived. */
@Injectable()
export class BookCredit {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly holdAllotment: HoldAllotment,
    private readonly gatherAllotment: GatherAllotment,
    private readonly postEvents: PostEvents,
    private readonly ledger: LedgerQueries,
    private readonly postJournals: PostJournals,
  ) {}

  /**
   * E11, before the first byte leaves: a wallet is backed from that moment on. False when there is
   * too little in the fund (wallet) or on the rails (bank): nothing is booked then.
   */
  async run(tx: Tx, payout: PayoutEntity, booked: Booked): Promise<boolean> {
    const part = await this.part(tx, payout);
    if ((await this.missing(tx, payout, part)) !== null) return false;
    await this.post(tx, payout, { ...booked, part, causeId: payout.id });
    return true;
  }

  /**
   * What was booked as failed arrived after all: it is booked once more, under another name.
   * `payout.rail_short` when the money for that is not there.
   */
  async again(tx: Tx, payout: PayoutEntity, booked: Booked): Promise<void> {
    const part = await this.part(tx, payout);
    const missing = await this.missing(tx, payout, part);
    if (missing !== null) throw railShort(missing);
    await this.post(tx, payout, { ...booked, part, causeId: `${payout.id}/again` });
  }

  /** It never arrived, or came back: the booking is reversed (E36). */
  async undo(tx: Tx, payout: PayoutEntity, { by, at }: Booked): Promise<void> {
    const { lane, id, status, statusReason } = payout;
    // The later name first: what was booked twice was reversed once.
    for (const key of [`${id}/again/E11`, `${id}/E11`]) {
      const found = await tx.findOneBy(LedgerJournalEntity, { lane, idempotencyKey: key });
      if (found === null) continue;
      const journal = await this.ledger.journal(tx, found.id);
      if (journal === null) throw new Error(`Journal ${found.id} has no lines.`);
      const reason = `credit ${status}${statusReason === null ? '' : `: ${statusReason}`}`;
      const reversal = reversalOf(journal, { actor: by.id, occurredAt: at, reason });
      await this.postJournals.run(tx, [reversal]);
      return;
    }
  }

  private async post(
    tx: Tx,
    payout: PayoutEntity,
    given: Booked & { readonly part: ProvisionalCreditPartEntity; readonly causeId: string },
  ): Promise<void> {
    const { lane, id: payoutId, claimId, currency, rail } = payout;
    const { part, causeId, by, at } = given;
    const claim = await this.claims.booked(tx, { lane, id: claimId });
    const money = Money.of(payout.amountMinor, currency);
    const source = part.destination === 'wallet' ? await this.source(tx, part, currency) : null;
    if (source !== part.backedBy) {
      await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, { backedBy: source });
    }
    const to =
      source === null ? ({ into: 'bank', rail } as const) : ({ into: 'wallet', source } as const);
    const booking = claimBooking(claim, { actorId: by.id, occurredAt: at, causeId });
    await this.postEvents.run(tx, [creditedBy(money, to)], { ...booking, ...OF_FUND });
  }

  /**
   * The fund backs what the guarantee credits. Where nobody has contributed to one in a currency
   * there is nothing in it, and the house backs it with its own cash; it stays as it was booked.
   */
  private async source(
    tx: Tx,
    { backedBy }: ProvisionalCreditPartEntity,
    currency: string,
  ): Promise<CashSource> {
    if (backedBy !== null) return backedBy;
    const guard = { guard: FUND_GUARD, currency, lane: HOUSE_LANE };
    return (await this.holdAllotment.run(tx, guard)) === null ? 'operating_cash' : 'fund';
  }

  private async part(
    tx: Tx,
    { lane, id: payoutId }: PayoutEntity,
  ): Promise<ProvisionalCreditPartEntity> {
    return tx.findOneByOrFail(ProvisionalCreditPartEntity, { lane, payoutId });
  }

  /** What is missing of it, where the money is guarded; it is brought to the lane before that. */
  private async missing(
    tx: Tx,
    { lane, currency, amountMinor }: PayoutEntity,
    { destination }: ProvisionalCreditPartEntity,
  ): Promise<Money | null> {
    const guard = destination === 'wallet' ? FUND_GUARD : RAIL_GUARD;
    const money = Money.of(amountMinor, currency);
    const missing = await this.gatherAllotment.missing(tx, { guard, lane, money });
    return missing?.isPositive() === true ? missing : null;
  }
}
