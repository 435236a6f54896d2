import { Injectable } from '@nestjs/common';

import { Clock, laneOfId } from '@app/kernel';
import { UnitOfWork } from '@app/platform';

import { ClaimDraftEntity } from '../persistence/claim-draft.entity';
import { RemoveDraft } from './remove-draft';

/** Removes a draft that nobody has touched for as long as drafts are kept. */
@Injectable()
export class ExpireDraft {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly removeDraft: RemoveDraft,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat, and for a draft that was filed, removed or gone on with meanwhile. */
  async run({ draftId: id }: { draftId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const draft = await tx.findOne(ClaimDraftEntity, {
        where: { lane: laneOfId(id), id },
        lock: { mode: 'pessimistic_write' },
      });
      if (draft === null || draft.expiresAt > this.clock.now()) return;
      await this.removeDraft.run(tx, draft);
    });
  }
}
