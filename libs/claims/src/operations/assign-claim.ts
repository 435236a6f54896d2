import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Actor, Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { ClaimingQueries } from '../filing/claiming.queries';
import { nobodyElse, requireHandsBack, requireMayOwn, requireSelfPick } from '../domain/assignment';
import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { OwnerLoads } from '../owners/owner-loads';
import { OwnerQueries } from '../owners/owner.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';

export interface Assignment {
  readonly claimId: string;
  /** Null lets the system choose somebody other than who has it now, and than who asks. */
  readonly assigneeId: string | null;
  readonly reason: string;
  /** The version that was looked at; null when the caller did not say. */
  readonly expectedVersion: number | null;
}

/** Gives a claim to somebody of the staff, or lets the system choose whom. */
@Injectable()
export class AssignClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly assignOwner: AssignOwner,
    private readonly loads: OwnerLoads,
    private readonly queries: ClaimQueries,
    private readonly owners: OwnerQueries,
    private readonly claiming: ClaimingQueries,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Refuses what `requireMayOwn`, `requireSelfPick` and `requireHandsBack` refuse, and whoever
   * claims (`ClaimingQueries`): nobody chooses who looks at their own claim. Who has it already
   * keeps it, and nothing is changed.
   */
  async run(tx: Tx, actor: Actor, input: Assignment): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    requireCommand('assign', { status: claim.status, role: actor.role });
    await this.queries.requireVersion(tx, claim, input.expectedVersion);
    const ownerId =
      input.assigneeId === null
        ? await this.chosen(tx, actor, claim)
        : await this.named(tx, actor, claim, input.assigneeId);
    if (ownerId === claim.ownerId) return claim;
    const before = claim.ownerId;
    const assigned = await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'assign',
      set: { ownerId },
      event: { kind: 'claim.assigned', summary: CLAIM_TEXTS.assigned },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.assigned',
      objectId: claim.id,
      reason: input.reason,
      facts: {
        from: before,
        to: ownerId,
        chosenBy: input.assigneeId === null ? 'system' : 'person',
      },
    });
    return assigned;
  }

  /** Who hands a claim back is not given it, nor is another account of theirs or of its owner. */
  private async chosen(tx: Tx, actor: Actor, claim: ClaimEntity): Promise<string> {
    const owner = await this.owners.owner(tx, claim);
    requireHandsBack(actor, owner);
    const insteadOf = [actor.personId, ...(owner === null ? [] : [owner.personId])];
    const ownerId = await this.assignOwner.run(tx, claim, { insteadOf });
    if (ownerId === null) throw nobodyElse();
    return ownerId;
  }

  private async named(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    assigneeId: string,
  ): Promise<string> {
    const somebody = await this.assignOwner.possibleOwner(tx, assigneeId);
    const assignee = requireMayOwn(somebody, await this.assignOwner.barred(tx, claim));
    if (assignee.id === claim.ownerId) return assignee.id;
    // By person: another account of theirs is no other hand.
    if (assignee.personId === actor.personId)
      requireSelfPick(await this.owners.ownership(tx, claim));
    this.loads.add(assignee.id);
    return assignee.id;
  }
}
