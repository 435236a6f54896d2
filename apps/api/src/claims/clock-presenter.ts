import { Injectable } from '@nestjs/common';

import {
  CLOCK_TEXTS,
  ClaimQueries,
  clockReport,
  pauseReasonLabel,
  shownPauseReason,
  wallTime,
} from '@app/claims';
import type { ClaimClockEventEntity, ClaimEntity, ClaimParts, ReportedClock } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Actor, Reads } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';
import type { Pack, PackClock } from '@app/programs';

/** Those to whom it may be said by which circumstance a clock runs longer. */
const WHO_DECIDES: readonly Actor['role'][] = ['reviewer', 'approver'];

export interface ShownClocks {
  readonly clocks: readonly object[];
  /** What somebody who relies on the due times has to know. */
  readonly warnings: readonly object[];
}

/** Shows the clocks of a claim: what was promised, how it stands, how sure the due time is. */
@Injectable()
export class ClockPresenter {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /** As they stand on the claim itself, which everybody sees alike. */
  present({ pack, clockFacts, circumstances }: ClaimParts): ShownClocks {
    const report = clockReport(pack, clockFacts, circumstances, this.clock.now());
    return {
      clocks: report.map((clock) => presentClock(clock, true)),
      warnings: report.flatMap((clock) => [...estimateOf(clock), ...otherDaysOf(clock, pack)]),
    };
  }

  /** With all that happened to each; who did it and why, as far as `actor` may know. */
  async presentHistory(reads: Reads, claim: ClaimEntity, actor: Actor): Promise<object> {
    const pack = await this.packs.pinned(reads, claim);
    const facts = await this.claims.clockFacts(reads, claim);
    const circumstances = await this.claims.circumstances(reads, claim);
    const report = clockReport(pack, facts, circumstances, this.clock.now());
    const data = report.map((clock) => ({
      ...presentClock(clock, actor.role === 'claimant'),
      hardEndAt: text(clock.hardEndAt),
      brokenAt: text(clock.brokenAt),
      history: facts
        .filter((fact) => fact.clock === clock.id)
        .map((fact) => presentFact(fact, clock.rule, actor)),
    }));
    return { data, hasMore: false, next: null };
  }
}

function presentClock(clock: ReportedClock, isClaimant: boolean): object {
  const { id, rule, startedAt, dueAt, state, pause, uncoveredYears, calendarVersion } = clock;
  const pausedReason = shownPauseReason(pause?.reason ?? null, isClaimant);
  return {
    id,
    label: rule.label,
    startedAt: startedAt.toISOString(),
    dueAt: text(dueAt),
    state,
    pausedReason,
    pausedReasonLabel: pauseReasonLabel(pausedReason, rule),
    isEstimate: uncoveredYears.length > 0,
    calendarVersion,
    onBreach: rule.onBreach,
  };
}

function presentFact(fact: ClaimClockEventEntity, rule: PackClock, actor: Actor): object {
  const reason = shownReason(fact, actor);
  const shown = {
    kind: fact.kind,
    at: fact.at.toISOString(),
    dueAt: text(fact.dueAt),
    calendar: fact.calendar,
    reason,
    reasonLabel: fact.kind === 'paused' ? pauseReasonLabel(reason, rule) : null,
    recordedAt: fact.recordedAt.toISOString(),
  };
  return actor.role === 'claimant' ? shown : { ...shown, actorId: fact.actorId };
}

function shownReason({ kind, reason }: ClaimClockEventEntity, actor: Actor): string | null {
  if (kind === 'extended') return WHO_DECIDES.includes(actor.role) ? reason : null;
  return kind === 'paused' ? shownPauseReason(reason, actor.role === 'claimant') : reason;
}

/** Only of clocks that are still to be kept: nobody relies on the others. */
function estimateOf({ id, rule, state, uncoveredYears }: ReportedClock): object[] {
  const isToBeKept = state === 'running' || state === 'paused';
  if (!isToBeKept || uncoveredYears.length === 0) return [];
  const words = CLOCK_TEXTS.estimated(rule.label, uncoveredYears.join(', '));
  return [{ code: 'clock.due_estimated', clock: id, text: words }];
}

/** The days are known otherwise by now; what was promised stays. */
function otherDaysOf({ id, rule, dueAt, dueTodayAt }: ReportedClock, pack: Pack): object[] {
  if (dueAt === null || dueTodayAt === null) return [];
  const calendar = calendarOf(pack.calendar);
  const [due, today] = [wallTime(dueAt, calendar), wallTime(dueTodayAt, calendar)];
  const words = CLOCK_TEXTS.otherDays(rule.label, due, today);
  return [{ code: 'clock.days_changed', clock: id, text: words }];
}

function text(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
