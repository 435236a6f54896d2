import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Actor, Tx } from '@app/platform';

import { requireOwner } from '../domain/snoozing';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

/** Brings a claim back into its owner's queue before the time until which they put it off. */
@Injectable()
export class UnsnoozeClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses everybody but the owner. One that is not put off stays as it is. */
  async run(tx: Tx, actor: Actor, { claimId }: { claimId: string }): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, claimId);
    requireOwner(claim, actor);
    if (claim.snoozedUntil === null) return claim;
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.unsnoozed',
      objectId: claim.id,
    });
    return this.changeClaim.snooze(tx, claim, { actor, until: null });
  }
}
