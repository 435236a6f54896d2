import { Injectable } from '@nestjs/common';

import { journalOf } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { claimBooking } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { JournalDraft } from '@app/ledger';
import { Money, sumOf } from '@app/money';
import type { Reads } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { PayoutQueries } from '../payouts.queries';
import { carriedMinor } from '../domain/carried-award';
import { CreditQueries, openMinor, openParts } from './credit.queries';
import type { HeldCredit } from './credit.queries';
import { OF_FUND, creditedBack } from './domain/credit-bookings';
import { finalParts } from './domain/final-parts';
import { HONOURED_FOR } from './domain/honoured-for';

/** As much of a decision that nobody has taken as says what it does to a credit. */
export interface PlannedAward {
  readonly id: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly lines: readonly { readonly lineId: string; readonly awardMinor: string }[];
}

/** What a decision would make of the credit on its claim. */
export interface PreviewedCredit {
  readonly credited: Money;
  readonly final: Money;
  /** What would be taken back, and when: a wallet gives what is there, the rest would be owed. */
  readonly takenBack: Money;
  readonly takenBackAt: Date | null;
  /** What it would book: at once what is final, and when its time is over the rest. */
  readonly journals: readonly JournalDraft[];
}

/** Shows what a decision would make of a credit before it; changes nothing. */
@Injectable()
export class CreditPreview {
  constructor(
    private readonly credits: CreditQueries,
    private readonly payouts: PayoutQueries,
    private readonly packs: PackLibrary,
  ) {}

  /** Null where nothing of a credit has arrived that a decision could say anything about. */
  async of(
    reads: Reads,
    claim: ClaimEntity,
    decision: PlannedAward,
  ): Promise<PreviewedCredit | null> {
    const held = await this.credits.ofClaim(reads, claim);
    const open = held === null ? [] : openParts(held);
    if (held === null || open.length === 0) return null;
    const { currency } = held.credit;
    const addedMinor = await this.finalMinor(reads, claim, decision, held);
    const credited = sumOf(
      open.map(({ part }) => Money.of(openMinor(part), currency)),
      currency,
    );
    const final = Money.of(addedMinor, currency);
    const takenBack = credited.minus(final);
    const takenBackAt = takenBack.isPositive() ? await this.endsAt(reads, claim, decision) : null;
    const journals = [
      ...this.drafts(claim, decision, decision.decidedAt, [{ code: 'E12', money: final }]),
      ...(takenBackAt === null
        ? []
        : this.drafts(claim, decision, takenBackAt, creditedBack(open, takenBack))),
    ];
    return { credited, final, takenBack, takenBackAt, journals };
  }

  private async finalMinor(
    reads: Reads,
    claim: ClaimEntity,
    { lines }: PlannedAward,
    held: HeldCredit,
  ): Promise<bigint> {
    const carried = await this.payouts.ofClaim(reads, claim.id);
    const finals = await this.credits.finalByLine(reads, claim);
    const due = lines.map(({ lineId, awardMinor }) => {
      const paid = carriedMinor({ id: lineId }, carried) + (finals.get(lineId) ?? 0n);
      return [lineId, BigInt(awardMinor) - paid] as const;
    });
    const parts = openParts(held).map(({ part }) => ({
      payoutId: part.payoutId,
      lineId: part.claimLineId,
      amountMinor: part.amountMinor,
      finalMinor: part.finalMinor,
      isEnded: false,
    }));
    const added = finalParts(parts, new Map(due));
    return added.reduce((sum, { addedMinor }) => sum + addedMinor, 0n);
  }

  private async endsAt(reads: Reads, claim: ClaimEntity, decision: PlannedAward): Promise<Date> {
    const pack = await this.packs.pinned(reads, claim);
    const within = pack.provisional?.honouredFor ?? HONOURED_FOR;
    return dueAt(decision.decidedAt, within, calendarOf(pack.calendar));
  }

  private drafts(
    claim: ClaimEntity,
    { id: causeId, decidedBy: actorId }: PlannedAward,
    occurredAt: Date,
    events: readonly AccountingEvent[],
  ): JournalDraft[] {
    const context = { ...claimBooking(claim, { actorId, occurredAt, causeId }), ...OF_FUND };
    return events.map((event) => journalOf(event, context)).filter((draft) => draft !== null);
  }
}
