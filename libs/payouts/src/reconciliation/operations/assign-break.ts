import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { AccountStanding, PERMISSIONS, UserEntity } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { ownerUnknown } from '../reconciliation-refusals';
import { lockBreak } from './end-break';

export interface BreakAssignment {
  readonly breakId: string;
  readonly ownerId: string;
  readonly note: string;
}

/** Says who looks after a break, and what is known so far. */
@Injectable()
export class AssignBreak {
  constructor(
    private readonly standing: AccountStanding,
    private readonly audit: AuditTrail,
  ) {}

  /** `reconciliation.owner_unknown` for who may not end breaks. */
  async run(
    tx: Tx,
    actor: Actor,
    { breakId, ownerId, note }: BreakAssignment,
  ): Promise<ReconciliationBreakEntity> {
    await this.standing.require(tx, actor);
    const found = await lockBreak(tx, breakId);
    const owner = await tx.findOneBy(UserEntity, { id: ownerId });
    const roles: readonly string[] = PERMISSIONS['reconciliation:end'];
    if (owner?.disabledAt !== null || !roles.includes(owner.role)) {
      throw ownerUnknown();
    }
    await tx.update(ReconciliationBreakEntity, { id: breakId }, { ownerId, ownerNote: note });
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, action: 'break.assigned', objectId: breakId, reason: note },
      facts: { ownerId },
    });
    return Object.assign(found, { ownerId, ownerNote: note });
  }
}
