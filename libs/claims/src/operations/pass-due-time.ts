import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

import { ClaimQueries } from '../claims.queries';
import { wallTime } from '../domain/clock-texts';
import { pendingBreaches } from '../domain/clocks';
import { LATE_TEXTS } from '../domain/late-texts';
import type { LateTimes } from '../domain/late-texts';
import type { NextStepCode } from '../domain/next-step';
import { WRITE_AGAIN_DAYS } from '../domain/payee-steps';
import { REMINDERS } from '../domain/reminders';
import { silenceOf } from '../domain/silence';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';
import { RemindClaimant } from './remind-claimant';

const DAY_MS = 86_400_000;
const PASSED = { actor: SYSTEM, command: 'pass_due_time' } as const;

/** A claim whose next step was not taken by its due time. */
interface OverdueClaim {
  readonly claim: ClaimEntity;
  readonly step: NextStepCode;
  readonly dueAt: Date;
}

/**
 * What happens when the due time of a next step passes that no clock of the programme keeps. Late
 * ourselves: a new date, its owner comes to it before other work, and the timeline says why. The
 * claimant's own time is over: a reviewer looks, and nothing is closed by itself.
 */
@Injectable()
export class PassDueTime {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly assignOwner: AssignOwner,
    private readonly remindClaimant: RemindClaimant,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns whether anything had passed. Safe to repeat and to run twice at once: a due time that
   * has passed is replaced by one to come. Where a clock is broken, that comes first.
   */
  async run(tx: Tx, claimId: string): Promise<boolean> {
    const claim = await this.changeClaim.lock(tx, claimId);
    const { nextStep: step, nextDueAt: dueAt, nextBy } = claim;
    const now = this.clock.now();
    if (step === null || dueAt === null || dueAt >= now) return false;
    const [breach] = pendingBreaches(await this.queries.clockFacts(tx, claim));
    if (breach !== undefined && breach.at < now) return false;
    const overdue = { claim, step, dueAt };
    await (nextBy === 'claimant' ? this.claimantLate(tx, overdue) : this.late(tx, overdue));
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'due_time.passed',
      objectId: claim.id,
      facts: { step, dueAt: dueAt.toISOString(), newDueAt: claim.nextDueAt?.toISOString() ?? null },
    });
    return true;
  }

  private async claimantLate(tx: Tx, overdue: OverdueClaim): Promise<void> {
    const { step, claim } = overdue;
    if (step === 'confirm_receipt') await this.leaveToRail(tx, claim);
    else if (step === 'name_account') await this.writeAgain(tx, claim);
    else await this.endOfWaiting(tx, overdue);
  }

  private async late(tx: Tx, { claim, step, dueAt }: OverdueClaim): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      ...PASSED,
      set: {
        ownerId: await this.assignOwner.run(tx, claim),
        escalatedAt: claim.escalatedAt ?? this.clock.now(),
      },
    });
    await this.changeClaim.addEvent(tx, claim, SYSTEM, {
      kind: 'due_time.passed',
      summary: LATE_TEXTS.passed(step, await this.times(tx, claim, dueAt)),
    });
  }

  /** The payee's time to confirm is over: the rail is asked what that means. */
  private async leaveToRail(tx: Tx, claim: ClaimEntity): Promise<void> {
    await this.changeClaim.apply(tx, claim, { ...PASSED, nextStep: 'settle_payout' });
  }

  /** Money that nobody collects stays the claimant's; they are written to from time to time. */
  private async writeAgain(tx: Tx, claim: ClaimEntity): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + WRITE_AGAIN_DAYS * DAY_MS);
    await this.changeClaim.apply(tx, claim, { ...PASSED, dueAt });
    const { calendar } = await this.packs.pinned(tx, claim);
    await this.changeClaim.addEvent(tx, claim, SYSTEM, {
      kind: 'payout.unclaimed',
      summary: LATE_TEXTS.unclaimed(wallTime(dueAt, calendarOf(calendar))),
    });
  }

  /** Whoever was not reminded often enough, whatever kept us from it, gets more time. */
  private async endOfWaiting(tx: Tx, { claim, dueAt }: OverdueClaim): Promise<void> {
    const { remindedAt } = silenceOf(await this.queries.timeline(tx, claim));
    if (remindedAt.length < REMINDERS) {
      await this.changeClaim.apply(tx, claim, PASSED);
      await this.remindClaimant.remind(tx, claim);
      return;
    }
    await this.changeClaim.apply(tx, claim, {
      ...PASSED,
      nextStep: 'close_by_default',
      set: { ownerId: await this.assignOwner.run(tx, claim) },
    });
    await this.changeClaim.addEvent(tx, claim, SYSTEM, {
      kind: 'information.overdue',
      summary: LATE_TEXTS.overdue(await this.times(tx, claim, dueAt)),
    });
  }

  private async times(tx: Tx, claim: ClaimEntity, dueAt: Date): Promise<LateTimes> {
    const { calendar: id } = await this.packs.pinned(tx, claim);
    const calendar = calendarOf(id);
    const newDueAt = claim.nextDueAt ?? this.clock.now();
    return { due: wallTime(dueAt, calendar), newDue: wallTime(newDueAt, calendar) };
  }
}
