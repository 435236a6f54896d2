import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { requireCommand } from '../domain/claim-lifecycle';
import { requireOwner, requireSnoozable } from '../domain/snoozing';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface Snooze {
  readonly claimId: string;
  readonly until: Date;
  readonly reason: string;
}

/**
 * Puts a claim out of its owner's own queue until a time. Everybody else sees it as before, and its
 * owner as soon as anything about it changes. The claim keeps its version: nothing was decided on.
 */
@Injectable()
export class SnoozeClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `requireOwner` and `requireSnoozable` refuse. */
  async run(tx: Tx, actor: Actor, { claimId, until, reason }: Snooze): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, claimId);
    requireCommand('snooze', { status: claim.status, role: actor.role });
    requireOwner(claim, actor);
    requireSnoozable(claim, { until, now: this.clock.now() });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.snoozed',
      objectId: claim.id,
      reason,
      facts: { until: until.toISOString() },
    });
    return this.changeClaim.snooze(tx, claim, { actor, until });
  }
}
