import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { SYSTEM, UnitOfWork } from '@app/platform';

import { CLAIM_TEXTS } from '../domain/claim-texts';
import { isSettledStatus } from '../domain/claim-lifecycle';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';

/** Gives a claim to somebody when its owner is not there any more, or when it has had none. */
@Injectable()
export class ReassignClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly assignOwner: AssignOwner,
    private readonly audit: AuditTrail,
  ) {}

  /** Safe to repeat. When nobody may own it, nobody does: it stands among the unassigned. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      const from = claim.ownerId;
      if (isSettledStatus(claim.status)) return;
      if (from !== null && (await this.assignOwner.possibleOwner(tx, from)) !== null) return;
      const ownerId = await this.assignOwner.run(tx, claim);
      if (ownerId === from) return;
      await this.changeClaim.apply(tx, claim, {
        actor: SYSTEM,
        command: 'assign',
        set: { ownerId },
        event: { kind: 'claim.assigned', summary: CLAIM_TEXTS.assigned },
      });
      await this.audit.record(tx, {
        lane: claim.lane,
        actor: SYSTEM,
        action: 'claim.assigned',
        objectId: claim.id,
        facts: { from, to: ownerId, chosenBy: 'system' },
      });
    });
  }
}
