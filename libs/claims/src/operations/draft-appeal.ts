import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

import { AppealQueries } from '../appeals.queries';
import { ClaimQueries } from '../claims.queries';
import {
  isHeardHere,
  nothingDecided,
  requireAppealable,
  requireInTime,
} from '../domain/appeal-steps';
import type { AppealStep } from '../domain/appeal-steps';
import { isSettledStatus } from '../domain/claim-lifecycle';
import type { ClaimAppealEntity } from '../persistence/claim-appeal.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

export interface NewAppeal {
  readonly claimId: string;
  /** The lines that are disputed. */
  readonly lineIds: readonly string[];
  readonly grounds: string;
}

/** Works an appeal out: on which step it is, whether it is in time, and who hears it when. */
@Injectable()
export class DraftAppeal {
  constructor(
    private readonly queries: ClaimQueries,
    private readonly appeals: AppealQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /**
   * The claim must be locked by this transaction; nothing is written. Refuses what
   * `requireAppealable` and `requireInTime` refuse, and a claim on which nothing was decided
   * (`appeal.nothing_decided`).
   */
  async run(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    { lineIds, grounds }: NewAppeal,
  ): Promise<{ appeal: ClaimAppealEntity; step: AppealStep }> {
    const { lane, id: claimId, decisionId } = claim;
    if (decisionId === null) throw nothingDecided();
    const pack = await this.packs.pinned(tx, claim);
    const earlier = await this.appeals.ofClaim(tx, claim);
    const lines = await this.queries.lines(tx, claim);
    const disputed = { decisionId, lossType: claim.lossType, lines };
    const step = requireAppealable({ lineIds }, disputed, { pack, appeals: earlier });
    const now = this.clock.now();
    const dueAt = await this.appeals.dueAt(tx, claim, step);
    const isHere = isHeardHere(step);
    const calendar = calendarOf(pack.calendar);
    // Whether somebody outside comes in time is for them to say.
    if (isHere) requireInTime(dueAt, now, { step, day: (at) => calendar.dateOf(at) });
    const isOpen = isHere && isSettledStatus(claim.status);
    const appeal: ClaimAppealEntity = {
      lane,
      id: newId('apl', lane),
      claimId,
      number: earlier.length + 1,
      decisionId,
      step: step.step,
      heardBy: step.by,
      lineIds: [...lineIds],
      grounds,
      lodgedBy: actor.id,
      lodgedByRole: actor.role,
      lodgedAt: now,
      dueAt,
      openedAt: isOpen ? now : null,
      endedAt: isHere ? null : now,
      ending: isHere ? null : 'outside',
      answerId: null,
    };
    return { appeal, step };
  }
}
