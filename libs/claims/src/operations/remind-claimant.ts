import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';
import type { Pack } from '@app/programs';

import { ClaimQueries } from '../claims.queries';
import { wallTime } from '../domain/clock-texts';
import { LATE_TEXTS } from '../domain/late-texts';
import { awaitedPayee } from '../domain/payee-steps';
import { openingFrom, payeeReminderAt, reminderAt } from '../domain/reminders';
import { silenceOf } from '../domain/silence';
import type { Silence } from '../domain/silence';
import { standingStill } from '../domain/standing-still';
import { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { EndWaiting } from './end-waiting';

/** Reminds claimants of what we wait for, and knows when the next reminder is due. */
@Injectable()
export class RemindClaimant {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly endWaiting: EndWaiting,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes the reminder that is due on a claim, if one is, into its timeline, from where it is told
   * to the claimant. Returns whether one was. Safe to repeat: the next one is due later.
   */
  async run(tx: Tx, claimId: string): Promise<boolean> {
    const claim = await this.changeClaim.lock(tx, claimId);
    const at = await this.nextAt(tx, claim);
    if (at === null || at > this.clock.now()) {
      await this.changeClaim.tendReminder(tx, claim, at);
      return false;
    }
    await this.remind(tx, claim);
    return true;
  }

  /** Finds out anew when the next reminder is due: at the asking, and when they are heard. */
  async plan(tx: Tx, claim: ClaimEntity): Promise<void> {
    await this.changeClaim.tendReminder(tx, claim, await this.nextAt(tx, claim));
  }

  /** Reminds at once, whatever the time is. The claim must be locked and wait for its claimant. */
  async remind(tx: Tx, claim: ClaimEntity): Promise<void> {
    if (claim.status !== 'awaiting_claimant') {
      await this.remindPayee(tx, claim);
      return;
    }
    const pack = await this.packs.pinned(tx, claim);
    const { items } = await this.endWaiting.waiting(tx, claim);
    const labels = pack.evidence.filter(({ id }) => items.includes(id)).map(({ label }) => label);
    const due = wallTime(claim.nextDueAt ?? this.clock.now(), calendarOf(pack.calendar));
    await this.changeClaim.addEvent(tx, claim, SYSTEM, {
      kind: 'information.reminded',
      summary: LATE_TEXTS.reminded(labels, due),
    });
    await this.plan(tx, claim);
  }

  private async remindPayee(tx: Tx, claim: ClaimEntity): Promise<void> {
    const { calendar } = await this.packs.pinned(tx, claim);
    const due = wallTime(claim.nextDueAt ?? this.clock.now(), calendarOf(calendar));
    await this.changeClaim.addEvent(tx, claim, SYSTEM, {
      kind: 'payout.reminded',
      summary: LATE_TEXTS.payeeReminded(claim.nextStep === 'confirm_receipt', due),
    });
    await this.plan(tx, claim);
  }

  /** Null when nobody is to be reminded any more. */
  private async nextAt(tx: Tx, claim: ClaimEntity): Promise<Date | null> {
    if (claim.nextDueAt === null) return null;
    if (claim.status !== 'awaiting_claimant') return this.nextToPayee(tx, claim, claim.nextDueAt);
    const pack = await this.packs.pinned(tx, claim);
    const silence = silenceOf(await this.queries.timeline(tx, claim));
    return this.nextIn(claim.nextDueAt, silence, { tx, claim, pack });
  }

  /** Money waits for them: they are reminded of that, however the time of the claim stands. */
  private async nextToPayee(tx: Tx, claim: ClaimEntity, dueAt: Date): Promise<Date | null> {
    const awaited = awaitedPayee(claim.nextStep, await this.queries.timeline(tx, claim));
    if (awaited === null || awaited.remindedAt.length >= awaited.remindersMax) return null;
    const { calendar } = await this.packs.pinned(tx, claim);
    return payeeReminderAt({ ...awaited, dueAt, pausedMs: 0 }, calendarOf(calendar));
  }

  private async nextIn(
    dueAt: Date,
    { since, remindedAt }: Silence,
    { tx, claim, pack }: { readonly tx: Tx; readonly claim: ClaimEntity; readonly pack: Pack },
  ): Promise<Date | null> {
    const now = this.clock.now();
    const calendar = calendarOf(pack.calendar);
    const facts = await this.queries.clockFacts(tx, claim);
    const { isNow, pausedMs } = standingStill(pack.clocks, facts, { from: since, to: now });
    // While the claimant's own time stands still nobody presses them; it is looked at daily.
    if (isNow) return openingFrom(new Date(now.getTime() + DAY_MS), calendar);
    return reminderAt({ since, dueAt, pausedMs, remindedAt }, calendar);
  }
}

const DAY_MS = 86_400_000;
