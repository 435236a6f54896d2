import { Injectable } from '@nestjs/common';

import { Clock, DomainError, isId, laneOfId } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';
import { KeepCalendar } from '@app/programs';

import type { ClaimRules } from '../filing/claim-rules';
import { ClaimRulesQueries } from '../filing/claim-rules.queries';
import { breakClocksJob, tendCreditJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import { isLate, stepAfterBreaches } from '../domain/breach-effects';
import { requireCommand, statusAfter } from '../domain/claim-lifecycle';
import type { ClaimStatus, CommandGiven } from '../domain/claim-lifecycle';
import { breachEvent, voidEvent } from '../domain/change-events';
import { foldClocks, pendingBreaches } from '../domain/clocks';
import type { ClockFact } from '../domain/clocks';
import { countContent, opensAgain } from '../domain/content-change';
import type { CountedChange } from '../domain/content-change';
import { nextDueAt } from '../domain/next-due';
import { NEXT_STEPS } from '../domain/next-step';
import type { NextStepCode } from '../domain/next-step';
import { owedAfter, stepOwing } from '../domain/owed-answer';
import { hasMoved } from '../domain/queue-place';
import { ClaimClockEventEntity } from '../persistence/claim-clock-event.entity';
import { ClaimEntity } from '../persistence/claim.entity';
import { addToTimeline } from '../timeline';
import type { TimelineEvent } from '../timeline';

/** What is to become of a claim, by which command. What is left out stays as it is. */
export interface ClaimChange extends CommandGiven {
  readonly actor: Actor;
  /** Null when nothing is left to be done. */
  readonly nextStep?: NextStepCode | null;
  /** By when, where somebody outside says so; else by the clocks of the claim. */
  readonly dueAt?: Date;
  /** New facts about its clocks, computed from the facts so far. */
  readonly clocks?: (facts: readonly ClockFact[], rules: ClaimRules) => readonly ClockFact[];
  /** Something changes that a decision stands on: what waits for approval goes back to review. */
  readonly content?: 'changed';
  readonly set?: Partial<
    Pick<
      ClaimEntity,
      | 'claimedMinor'
      | 'reserveMinor'
      | 'awardedMinor'
      | 'decisionId'
      | 'paidMinor'
      | 'ownerId'
      | 'escalatedAt'
      | 'hands'
      | 'earlierHands'
      | 'payoutMethod'
      | 'priority'
      | 'incidentId'
      | 'reopeningId'
      | 'mergedIntoId'
      | 'creditedAt'
    >
  >;
  /** A line for the timeline. */
  readonly event?: TimelineEvent;
}

/** The one way to change a claim: locks it, asks the table, keeps due time and timeline. */
@Injectable()
export class ChangeClaim {
  constructor(
    private readonly claimRules: ClaimRulesQueries,
    private readonly keepCalendar: KeepCalendar,
    private readonly queries: ClaimQueries,
    private readonly clock: Clock,
  ) {}

  /** Locks a claim for the rest of the transaction. `claim.not_found` when there is none. */
  async lock(tx: Tx, claimId: string): Promise<ClaimEntity> {
    const claim = isId(claimId, 'clm')
      ? await tx.findOne(ClaimEntity, {
          where: { lane: laneOfId(claimId), id: claimId },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (claim === null) {
      throw new DomainError('not_found', 'claim.not_found', {
        en: 'There is no such claim.',
        'zh-CN': '没有该索赔。',
      });
    }
    return claim;
  }

  /**
   * Applies a change to a claim that this transaction has locked; returns it as it is now. Refuses
   * what `statusAfter` refuses, whatever the caller has looked at. Each promise that is recorded as
   * broken gets a line in the timeline, and so does a decision whose ground has changed.
   */
  async apply(tx: Tx, claim: ClaimEntity, asked: ClaimChange): Promise<ClaimEntity> {
    const now = this.clock.now();
    const change = countContent(claim, asked);
    const status = statusAfter(change, { status: claim.status, role: change.actor.role });
    const known = await this.queries.clockFacts(tx, claim);
    const movesClocks = change.clocks !== undefined;
    const rules = await this.claimRules.of(tx, claim, { movesClocks, facts: known });
    const added = change.clocks?.(known, rules) ?? [];
    const facts = [...known, ...added];
    const answerOwedAt = owedAfter(claim.answerOwedAt, { from: claim.status, to: status });
    const next = change.nextStep === undefined ? claim.nextStep : change.nextStep;
    const wanted = stepOwing(next, answerOwedAt, status);
    const step = stepAfterBreaches(wanted, { ...claim, ...change.set, status }, facts, now);
    const isPromised = added.length === 0 && isStillPromised(claim, step, now);
    const { dueAt } = asked;
    const promise =
      isPromised && dueAt === undefined ? {} : promiseOf(step, facts, { now, rules, dueAt });
    const clockDueAt = pendingBreaches(facts)[0]?.at ?? null;
    const row = rowAfter(claim, change, { status, now, facts });
    const changed = { ...row, ...promise, clockDueAt, answerOwedAt };
    if (hasMoved(claim, changed)) changed.movedAt = now;
    await this.addClockFacts(tx, claim, { position: known.length, added, rules, ...change });
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, changed);
    await this.ring(tx, claim, clockDueAt);
    Object.assign(claim, changed);
    const events = [
      ...added.flatMap((fact) => breachEvent(fact, rules, claim)),
      change.event,
      voidEvent(change),
    ].filter((event) => event !== undefined);
    await addToTimeline(tx, claim, events, { actor: change.actor, at: now });
    return claim;
  }

  /** Records the clocks with which a new claim begins. Its row knows already when they break. */
  async beginClocks(
    tx: Tx,
    claim: ClaimEntity,
    actor: Actor,
    begun: { readonly facts: readonly ClockFact[]; readonly rules: ClaimRules },
  ): Promise<void> {
    const { facts: added, rules } = begun;
    await this.addClockFacts(tx, claim, { position: 0, added, rules, actor });
    await this.ring(tx, { id: claim.id, clockDueAt: null }, claim.clockDueAt);
  }

  /**
   * For whoever heard a bell too early: writes down when the next clock of a claim breaks, if its
   * row does not know, and sets the bell for then.
   */
  async tendClocks(tx: Tx, claim: ClaimEntity, clockDueAt: Date | null): Promise<void> {
    if (clockDueAt?.getTime() !== claim.clockDueAt?.getTime())
      await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, { clockDueAt });
    await this.ring(tx, { id: claim.id, clockDueAt: null }, clockDueAt);
  }

  /** Writes down when the claimant is to be reminded; the case itself is unchanged. */
  async tendReminder(tx: Tx, claim: ClaimEntity, remindAt: Date | null): Promise<void> {
    if (remindAt?.getTime() === claim.remindAt?.getTime()) return;
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, { remindAt });
    Object.assign(claim, { remindAt });
  }

  /** Writes down since when the claimant waits for an answer; the case itself is unchanged. */
  async tendAnswer(tx: Tx, claim: ClaimEntity, answerOwedAt: Date | null): Promise<void> {
    if (answerOwedAt?.getTime() === claim.answerOwedAt?.getTime()) return;
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, { answerOwedAt });
    Object.assign(claim, { answerOwedAt });
  }

  /**
   * Writes down when the provisional credit of a claim is looked at next, and sets the bell for
   * then; the case itself is unchanged.
   */
  async tendCredit(tx: Tx, claim: ClaimEntity, creditAt: Date | null): Promise<void> {
    if (creditAt?.getTime() !== claim.creditAt?.getTime()) {
      await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, { creditAt });
      Object.assign(claim, { creditAt });
    }
    if (creditAt === null) return;
    const delayMs = Math.max(0, creditAt.getTime() - this.clock.now().getTime());
    const dispatch = `credit-${String(creditAt.getTime())}`;
    await enqueue(tx, tendCreditJob, { claimId: claim.id }, { delayMs, dispatch });
  }

  /** Puts a claim out of its owner's sight until a time, or back; the case itself is unchanged. */
  async snooze(
    tx: Tx,
    claim: ClaimEntity,
    { actor, until }: { readonly actor: Actor; readonly until: Date | null },
  ): Promise<ClaimEntity> {
    requireCommand('snooze', { status: claim.status, role: actor.role });
    const changed = { snoozedUntil: until };
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, changed);
    return Object.assign(claim, changed);
  }

  /** Adds a line to the timeline without changing the claim. */
  async addEvent(
    tx: Tx,
    claim: Pick<ClaimEntity, 'lane' | 'id' | 'version'>,
    actor: Actor,
    event: TimelineEvent,
  ): Promise<void> {
    await addToTimeline(tx, claim, [event], { actor, at: this.clock.now() });
  }

  private async addClockFacts(
    tx: Tx,
    claim: Pick<ClaimEntity, 'lane' | 'id'>,
    given: {
      readonly position: number;
      readonly added: readonly ClockFact[];
      readonly rules: ClaimRules;
      readonly actor: Actor;
    },
  ): Promise<void> {
    const { position, added, rules, actor } = given;
    if (added.length === 0) return;
    if (added.some(({ dueAt }) => dueAt !== null)) await this.keepCalendar.run(tx, rules.calendar);
    const recordedAt = this.clock.now();
    await tx.insert(
      ClaimClockEventEntity,
      added.map((fact, index) => ({
        lane: claim.lane,
        claimId: claim.id,
        position: position + index,
        ...fact,
        calendar: fact.dueAt === null ? null : rules.calendar.version,
        actorId: actor.id,
        recordedAt,
      })),
    );
  }

  /**
   * Sets a bell for when the next clock breaks, unless one rings before that anyhow: whoever hears
   * a bell too early sets the next one. So a clock that moves to later costs nothing.
   */
  private async ring(
    tx: Tx,
    claim: Pick<ClaimEntity, 'id' | 'clockDueAt'>,
    clockDueAt: Date | null,
  ): Promise<void> {
    const now = this.clock.now();
    const set = claim.clockDueAt;
    if (clockDueAt === null || (set !== null && set > now && set <= clockDueAt)) return;
    const dueMs = clockDueAt.getTime();
    // Broken is what is not kept at the due time, so that the bell rings just after it.
    const delayMs = Math.max(0, dueMs + 1 - now.getTime());
    const dispatch = `due-${String(dueMs)}`;
    await enqueue(tx, breakClocksJob, { claimId: claim.id }, { delayMs, dispatch });
  }
}

interface RowMoment {
  readonly status: ClaimStatus;
  readonly now: Date;
  /** Those about its clocks, with those that the change adds. */
  readonly facts: readonly ClockFact[];
}

/** What a change makes of a claim's row, but for what is promised on it. */
function rowAfter(
  claim: ClaimEntity,
  change: CountedChange<ClaimChange>,
  { status, now, facts }: RowMoment,
): Partial<ClaimEntity> {
  return {
    ...change.set,
    // Who sets the decision that is final makes it final now: limits to appeal run from here.
    ...(change.set?.decisionId === undefined ? {} : { decidedAt: now }),
    // What was broken until then is answered, unless it is still to be done.
    ...(change.set?.decisionId === undefined || isLate(facts, now) ? {} : { escalatedAt: null }),
    status,
    contentVersion: change.contentVersion,
    // An appeal goes to others than those who had a hand in it so far.
    ...(opensAgain(claim.status, status) ? { earlierHands: claim.hands } : {}),
    version: claim.version + 1,
    updatedAt: now,
    // Whoever put it off until later sees it again: it is another claim now.
    snoozedUntil: null,
  };
}

/** The same step, by the same clocks: what was promised stays, however often it is touched. */
function isStillPromised(claim: ClaimEntity, step: NextStepCode | null, now: Date): boolean {
  return step === claim.nextStep && claim.nextDueAt !== null && claim.nextDueAt > now;
}

function promiseOf(
  step: NextStepCode | null,
  facts: readonly ClockFact[],
  given: { readonly now: Date; readonly rules: ClaimRules; readonly dueAt: Date | undefined },
): Pick<ClaimEntity, 'nextStep' | 'nextBy' | 'nextDueAt'> {
  if (step === null) return { nextStep: null, nextBy: null, nextDueAt: null };
  const dueAt = given.dueAt ?? nextDueAt(step, foldClocks(facts, given.now), given);
  return { nextStep: step, nextBy: NEXT_STEPS[step].by, nextDueAt: dueAt };
}
