import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { UserEntity } from '@app/platform';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { nobodyElse, requireMayOwn, requireSelfPick } from '../domain/assignment';
import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { OwnerLoads } from '../owner-loads';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';

export interface Assignment {
  readonly claimId: string;
  /** Null lets the system choose somebody other than who has it now. */
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
    private readonly packs: PackLibrary,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Refuses what `requireMayOwn` and `requireSelfPick` refuse. Who has it already keeps it, and
   * nothing is changed.
   */
  async run(tx: Tx, actor: Actor, input: Assignment): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('assign', { status: claim.status, role: actor.role });
    requireVersion(claim, input.expectedVersion);
    const ownerId =
      input.assigneeId === null
        ? await this.chosen(tx, claim)
        : await this.named(tx, actor, claim, input.assigneeId);
    if (ownerId === claim.ownerId) return claim;
    const before = claim.ownerId;
    const assigned = await this.changeClaim.apply(tx, claim, {
      actor,
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

  private async chosen(tx: Tx, claim: ClaimEntity): Promise<string> {
    const insteadOf = claim.ownerId === null ? {} : { insteadOf: claim.ownerId };
    const ownerId = await this.assignOwner.run(tx, claim, insteadOf);
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
    const assignee = requireMayOwn(somebody, await this.assignOwner.about(tx, claim));
    if (assignee.id === claim.ownerId) return assignee.id;
    // By person: another account of theirs is no other hand.
    if (assignee.personId === actor.personId) await this.requireSelfPick(tx, claim);
    this.loads.add(assignee.id);
    return assignee.id;
  }

  private async requireSelfPick(tx: Tx, claim: ClaimEntity): Promise<void> {
    const pack = await this.packs.pinned(tx, claim);
    const single = pack.approval.tiers.find(({ tier }) => tier === 'single');
    const limitMinor = single?.awardUpToMinor ?? null;
    const owner =
      claim.ownerId === null ? null : await tx.findOneBy(UserEntity, { id: claim.ownerId });
    requireSelfPick({
      claimed: Money.of(claim.claimedMinor, claim.currency),
      limit: limitMinor === null ? null : Money.of(BigInt(limitMinor), pack.currency),
      ownerName: owner?.name ?? null,
    });
  }
}

function requireVersion({ version }: ClaimEntity, expectedVersion: number | null): void {
  if (expectedVersion === null || expectedVersion === version) return;
  throw new DomainError(
    'stale',
    'claim.stale',
    {
      en: 'The claim has changed since you looked at it. Load it again.',
      'zh-CN': '索赔在您查看后已有变更，请重新加载。',
    },
    { currentVersion: version },
  );
}
