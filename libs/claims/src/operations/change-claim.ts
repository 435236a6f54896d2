import { Injectable } from '@nestjs/common';

import { Clock, DomainError, isId, laneOfId, newId } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';
import type { Pack } from '@app/programs';

import { ClaimQueries } from '../claims.queries';
import { advance } from '../domain/claim-lifecycle';
import type { ClaimStatus } from '../domain/claim-lifecycle';
import { foldClocks } from '../domain/clocks';
import type { ClockFact, DueAfter } from '../domain/clocks';
import { nextDueAt } from '../domain/next-due';
import { NEXT_STEPS } from '../domain/next-step';
import type { NextStepCode } from '../domain/next-step';
import { ClaimClockEventEntity } from '../persistence/claim-clock-event.entity';
import { ClaimEventEntity } from '../persistence/claim-event.entity';
import { ClaimEntity } from '../persistence/claim.entity';

/** What is to become of a claim. What is left out stays as it is. */
export interface ClaimChange {
  readonly actor: Actor;
  readonly to?: ClaimStatus;
  /** Null when nothing is left to be done. */
  readonly nextStep?: NextStepCode | null;
  /** New facts about its clocks, computed from the facts so far. */
  readonly clocks?: (facts: readonly ClockFact[], pack: ClockRules) => readonly ClockFact[];
  readonly set?: Partial<
    Pick<ClaimEntity, 'reserveMinor' | 'awardedMinor' | 'decisionId' | 'paidMinor' | 'ownerId'>
  >;
  /** A line for the timeline. */
  readonly event?: { readonly kind: string; readonly summary: Bilingual };
}

export interface ClockRules {
  readonly pack: Pack;
  readonly dueAfter: DueAfter;
}

/** The one way to change a claim: locks it, checks the transition, keeps due time and timeline. */
@Injectable()
export class ChangeClaim {
  constructor(
    private readonly packs: PackLibrary,
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

  /** Applies a change to a claim that this transaction has locked; returns it as it is now. */
  async apply(tx: Tx, claim: ClaimEntity, change: ClaimChange): Promise<ClaimEntity> {
    const now = this.clock.now();
    const pack = this.packs.get(claim.packId, claim.packVersion);
    const dueAfter: DueAfter = (from, within) => dueAt(from, within, calendarOf(pack.calendar));
    const calendar = { now, dueAfter };
    const facts = await this.queries.clockFacts(tx, claim);
    const added = change.clocks?.(facts, { pack, dueAfter }) ?? [];
    await this.addClockFacts(tx, claim, facts.length, added);
    const step = change.nextStep === undefined ? claim.nextStep : change.nextStep;
    const changed: Partial<ClaimEntity> = {
      ...change.set,
      status: change.to === undefined ? claim.status : advance(claim.status, change.to),
      nextStep: step,
      nextBy: step === null ? null : NEXT_STEPS[step].by,
      nextDueAt: isStillPromised(claim, { step, added, now })
        ? claim.nextDueAt
        : step && nextDueAt(step, foldClocks([...facts, ...added], now), calendar),
      version: claim.version + 1,
      updatedAt: now,
    };
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, changed);
    if (change.event !== undefined) await this.addEvent(tx, claim, change.actor, change.event);
    return Object.assign(claim, changed);
  }

  /** Adds a line to the timeline without changing the claim. */
  async addEvent(
    tx: Tx,
    claim: Pick<ClaimEntity, 'lane' | 'id'>,
    actor: Actor,
    event: { readonly kind: string; readonly summary: Bilingual },
  ): Promise<void> {
    const at = this.clock.now();
    await tx.insert(ClaimEventEntity, {
      lane: claim.lane,
      id: newId('cev', claim.lane),
      claimId: claim.id,
      at,
      kind: event.kind,
      actorId: actor.id,
      actorRole: actor.role,
      summary: event.summary,
    });
  }

  async addClockFacts(
    tx: Tx,
    claim: Pick<ClaimEntity, 'lane' | 'id'>,
    count: number,
    added: readonly ClockFact[],
  ): Promise<void> {
    if (added.length === 0) return;
    await tx.insert(
      ClaimClockEventEntity,
      added.map((fact, index) => ({
        lane: claim.lane,
        claimId: claim.id,
        position: count + index,
        ...fact,
      })),
    );
  }
}

/** The same step, the same clocks: what was promised stays, however often the claim is touched. */
function isStillPromised(
  claim: ClaimEntity,
  {
    step,
    added,
    now,
  }: {
    readonly step: NextStepCode | null;
    readonly added: readonly ClockFact[];
    readonly now: Date;
  },
): boolean {
  const isSame = step === claim.nextStep && added.length === 0;
  return isSame && claim.nextDueAt !== null && claim.nextDueAt > now;
}
