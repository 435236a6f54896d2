import { Injectable } from '@nestjs/common';

import { AssignOwner, ChangeClaim, isSettledStatus } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { isOwedByClaimant } from '../domain/recovery';
import { noSuchRecovery } from '../domain/recovery-refusals';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import { ClawbackObjectionEntity } from '../persistence/clawback-objection.entity';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { ChangeRecovery } from './change-recovery';

export interface NewObjection {
  readonly claimId: string;
  readonly recoveryId: string;
  readonly reason: string;
}

/**
 * A claimant objects to what is asked back of them, by a clawback or of a credit: their time stands
 * still, and nothing is taken or written off, until a person who had no part in it has answered.
 */
@Injectable()
export class ObjectToClawback {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly changeRecovery: ChangeRecovery,
    private readonly assignOwner: AssignOwner,
    private readonly clock: Clock,
  ) {}

  /**
   * For whoever may speak for the claimant. `recovery.not_found` for what is not asked of them on
   * this claim, `recovery.cannot_advance` where it is over, or they have objected already.
   */
  async run(tx: Tx, actor: Actor, input: NewObjection): Promise<RecoveryEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const recovery = await this.changeRecovery.lockOf(tx, claim, input.recoveryId);
    // Of what nobody has approved the claimant does not know.
    if (!isOwedByClaimant(recovery.kind) || recovery.status === 'open') throw noSuchRecovery();
    const { reason } = input;
    const locked = { claim, recovery };
    const set = { status: 'objected', dueAt: null } as const;
    await this.changeRecovery.apply(tx, locked, { actor, step: 'object', note: reason, set });
    await tx.insert(ClawbackObjectionEntity, {
      ...{ lane: recovery.lane, recoveryId: recovery.id, number: recovery.steps, reason },
      objectedBy: actor.id,
      objectedAt: this.clock.now(),
    });
    // One that is being decided or paid goes on with that; its objection waits beside.
    const waits = isSettledStatus(claim.status)
      ? {
          nextStep: 'answer_objection' as const,
          set: { ownerId: await this.assignOwner.run(tx, claim) },
        }
      : {};
    await this.changeClaim.apply(tx, claim, {
      ...{ actor, command: 'recover', ...waits },
      event: { kind: 'clawback.objected', summary: RECOVERY_TEXTS.objected },
    });
    return recovery;
  }
}
