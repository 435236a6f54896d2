import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { ClaimingQueries } from '../filing/claiming.queries';
import { ClaimQueries } from '../claims.queries';
import { pauseClocks } from '../domain/clock-moves';
import { CLOCK_TEXTS } from '../domain/clock-texts';
import { foldClocks } from '../domain/clocks';
import { requirePausable } from '../domain/standstill';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface ClockPause {
  readonly claimId: string;
  readonly clock: string;
  /** One of those that the pack allows for the clock. */
  readonly reason: string;
  /** For those who look into the case. */
  readonly note: string | null;
}

/** Lets one clock of a claim stand still, for a reason that its pack knows. */
@Injectable()
export class PauseClock {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `requirePausable` refuses, and whoever claims. */
  async run(tx: Tx, actor: Actor, input: ClockPause): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const at = this.clock.now();
    const { clocks } = await this.packs.pinned(tx, claim);
    const views = foldClocks(await this.queries.clockFacts(tx, claim), at);
    const { label } = requirePausable(input, clocks, views);
    const paused = await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'pause_clock',
      clocks: (facts, rules) => pauseClocks({ ...input, at }, facts, rules),
      event: { kind: 'clock.paused', summary: CLOCK_TEXTS.paused(label) },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'clock.paused',
      objectId: claim.id,
      ...(input.note === null ? {} : { reason: input.note }),
      facts: { clock: input.clock, reason: input.reason },
    });
    return paused;
  }
}
