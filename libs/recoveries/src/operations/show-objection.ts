import { Injectable } from '@nestjs/common';

import { AssignOwner, ChangeClaim, isSettledStatus } from '@app/claims';
import { SYSTEM, UnitOfWork } from '@app/platform';

import { RecoveryEntity } from '../persistence/recovery.entity';

/**
 * Lets a claim that is at rest again show that an objection on it waits for an answer: while it was
 * being decided or paid that waited beside.
 */
@Injectable()
export class ShowObjection {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly assignOwner: AssignOwner,
  ) {}

  /** Safe to repeat. Whatever else the claim waits for comes first. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      if (!isSettledStatus(claim.status) || claim.nextStep !== null) return;
      const waiting = { lane: claim.lane, claimId, status: 'objected' } as const;
      if (!(await tx.existsBy(RecoveryEntity, waiting))) return;
      await this.changeClaim.apply(tx, claim, {
        ...{ actor: SYSTEM, command: 'recover', nextStep: 'answer_objection' },
        set: { ownerId: await this.assignOwner.run(tx, claim) },
      });
    });
  }
}
