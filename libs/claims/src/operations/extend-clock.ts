import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { postponeClock } from '../domain/clock-moves';
import { CLOCK_TEXTS, wallTime } from '../domain/clock-texts';
import { foldClocks } from '../domain/clocks';
import { requireExtendable } from '../domain/extension';
import { ClaimRulesQueries } from '../filing/claim-rules.queries';
import { ClaimingQueries } from '../filing/claiming.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface ClockExtension {
  readonly claimId: string;
  readonly clock: string;
  /** When it is to fall due; a promise of days ends with this day. */
  readonly until: Date;
  /** Why, for those who look into the case. */
  readonly note: string;
}

/** Gives one clock of a claim more time, up to the hard end that its pack sets. */
@Injectable()
export class ExtendClock {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly claimRules: ClaimRulesQueries,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `requireExtendable` refuses, and whoever claims. The claimant is told. */
  async run(tx: Tx, actor: Actor, input: ClockExtension): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const at = this.clock.now();
    const facts = await this.queries.clockFacts(tx, claim);
    const rules = await this.claimRules.of(tx, claim, { movesClocks: true, facts });
    const views = foldClocks(facts, at);
    const { id: clock, label } = requireExtendable(input, rules, views);
    const from = views.find(({ id }) => id === clock)?.dueAt ?? at;
    const [extended] = postponeClock({ clock, at, until: input.until }, facts, rules);
    const to = extended?.dueAt ?? from;
    const [was, becomes] = [from, to].map((due) => wallTime(due, rules.calendar));
    const changed = await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'extend_clock',
      clocks: () => (extended === undefined ? [] : [extended]),
      event: {
        kind: 'clock.extended',
        summary: CLOCK_TEXTS.extended(label, String(was), String(becomes)),
      },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'clock.extended',
      objectId: claim.id,
      reason: input.note,
      facts: { clock, from: from.toISOString(), to: to.toISOString() },
    });
    return changed;
  }
}
