import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

import { ClaimingQueries } from '../filing/claiming.queries';
import { ClaimQueries } from '../claims.queries';
import { resumeClocks } from '../domain/clock-moves';
import { CLOCK_TEXTS, wallTime } from '../domain/clock-texts';
import { foldClocks } from '../domain/clocks';
import { requirePaused } from '../domain/standstill';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface ClockResumption {
  readonly claimId: string;
  readonly clock: string;
  readonly note: string | null;
}

/** Lets one clock of a claim go on with the time that it had left. */
@Injectable()
export class ResumeClock {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `requirePaused` refuses, and whoever claims. */
  async run(tx: Tx, actor: Actor, input: ClockResumption): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const at = this.clock.now();
    const pack = await this.packs.pinned(tx, claim);
    const views = foldClocks(await this.queries.clockFacts(tx, claim), at);
    const { label } = requirePaused(input.clock, pack.clocks, views);
    const resumed = await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'resume_clock',
      clocks: (facts, rules) => resumeClocks({ at, clock: input.clock }, facts, rules),
    });
    const facts = await this.queries.clockFacts(tx, claim);
    const due = facts.findLast(({ clock }) => clock === input.clock)?.dueAt ?? null;
    const words = due === null ? null : wallTime(due, calendarOf(pack.calendar));
    await this.changeClaim.addEvent(tx, claim, actor, {
      kind: 'clock.resumed',
      summary: CLOCK_TEXTS.resumed(label, words),
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'clock.resumed',
      objectId: claim.id,
      ...(input.note === null ? {} : { reason: input.note }),
      facts: { clock: input.clock },
    });
    return resumed;
  }
}
