import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf, describeEvent, milestonesOf } from '@app/programs';

import { ClaimingQueries } from '../filing/claiming.queries';
import { ClaimQueries } from '../claims.queries';
import { clocksAtMilestone } from '../domain/clock-stages';
import { CLOCK_TEXTS, wallTime } from '../domain/clock-texts';
import { requireMilestone } from '../domain/recordable';
import { ClaimMilestoneEntity } from '../persistence/claim-milestone.entity';
import { AssessAnew } from './assess-anew';
import { ChangeClaim } from './change-claim';

export interface NewMilestone {
  readonly claimId: string;
  /** One of those that the claim's pack reckons with. */
  readonly milestone: string;
  readonly at: Date;
  readonly note: string | null;
}

/**
 * Records that something happened elsewhere, and when: clocks that run from it start, those that
 * wait for it are met, and it becomes a fact that the claim is assessed by.
 */
@Injectable()
export class RecordMilestone {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly assessAnew: AssessAnew,
    private readonly claiming: ClaimingQueries,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * The same milestone with the same time again is the first record; with another time it corrects
   * it, and clocks are reckoned anew. Refuses what `requireMilestone` refuses, and whoever claims
   * (`ClaimingQueries`).
   */
  async run(tx: Tx, actor: Actor, input: NewMilestone): Promise<ClaimMilestoneEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const pack = await this.packs.pinned(tx, claim);
    const now = this.clock.now();
    const milestone = requireMilestone(input, claim, { milestones: milestonesOf(pack), now });
    const held = await this.queries.milestones(tx, claim);
    const newest = held.findLast((record) => record.milestone === milestone);
    if (newest?.at.getTime() === input.at.getTime()) return newest;
    const record: ClaimMilestoneEntity = {
      lane: claim.lane,
      claimId: claim.id,
      position: held.length,
      milestone,
      at: input.at,
      note: input.note,
      actorId: actor.id,
      actorRole: actor.role,
      recordedAt: now,
    };
    await tx.insert(ClaimMilestoneEntity, record);
    const when = wallTime(input.at, calendarOf(pack.calendar));
    await this.assessAnew.run(tx, claim, {
      actor,
      command: 'record_milestone',
      clocks: (facts, rules) => clocksAtMilestone({ name: milestone, at: input.at }, facts, rules),
      event: {
        kind: 'milestone.recorded',
        summary: CLOCK_TEXTS.milestone(describeEvent(milestone), when),
      },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'milestone.recorded',
      objectId: claim.id,
      facts: { milestone, at: input.at.toISOString(), position: record.position },
    });
    return record;
  }
}
