import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { endClocks } from '../domain/clock-moves';
import { LATE_TEXTS } from '../domain/late-texts';
import { requireUnanswered, silenceOf } from '../domain/silence';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { ReleaseClaim } from './release-claim';

/**
 * Closes a claim whose claimant did not answer: only a person does, and only after two reminders.
 * It lets go of all that it holds; an answer opens it again.
 */
@Injectable()
export class CloseUnanswered {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly releaseClaim: ReleaseClaim,
    private readonly queries: ClaimQueries,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked and wait for its claimant. Refuses what `requireUnanswered` does. */
  async run(tx: Tx, actor: Actor, claim: ClaimEntity, reason: string): Promise<ClaimEntity> {
    requireUnanswered(claim, silenceOf(await this.queries.timeline(tx, claim)));
    await this.releaseClaim.run(tx, claim, {
      actor,
      lineStatus: 'withdrawn',
      causeId: claim.reopeningId ?? claim.id,
    });
    return this.changeClaim.apply(tx, claim, {
      actor,
      command: 'close',
      to: 'closed',
      nextStep: null,
      set: { reserveMinor: 0n },
      clocks: (facts) => endClocks('all', facts, { kind: 'stopped', at: this.clock.now() }),
      event: { kind: 'claim.closed_unanswered', summary: LATE_TEXTS.closedUnanswered(reason) },
    });
  }
}
