import { Injectable } from '@nestjs/common';

import { newId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { InformationQueries } from '../evidence/information.queries';
import { ClaimInformationAnswerEntity } from '../persistence/claim-information-answer.entity';
import { ClaimInformationItemEntity } from '../persistence/claim-information-item.entity';
import { ClaimInformationRequestEntity } from '../persistence/claim-information-request.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

/**
 * Brings what the claimant was asked for on a duplicate, and said that they cannot give, to the
 * claim that it is merged into: nobody asks them a second time, and nobody forgets what was asked.
 */
@Injectable()
export class MoveAsking {
  constructor(private readonly information: InformationQueries) {}

  /** Both claims must be locked by this transaction. What the other claim knows itself stays. */
  async run(tx: Tx, duplicate: ClaimEntity, other: ClaimEntity): Promise<void> {
    await this.moveRequests(tx, duplicate, other);
    await this.moveAnswers(tx, duplicate, other);
  }

  private async moveRequests(tx: Tx, duplicate: ClaimEntity, other: ClaimEntity): Promise<void> {
    const { lane, id: claimId } = other;
    const asked = new Set((await this.information.items(tx, other)).map(({ item }) => item));
    const brought = await this.information.items(tx, duplicate);
    for (const request of await this.information.requests(tx, duplicate)) {
      const id = newId('irq', lane);
      const items = brought
        .filter(({ item, requestId }) => requestId === request.id && !asked.has(item))
        .map((item) => ({ ...item, claimId, requestId: id }));
      if (items.length === 0) continue;
      await tx.insert(ClaimInformationRequestEntity, { ...request, id, claimId });
      await tx.insert(ClaimInformationItemEntity, items);
    }
  }

  private async moveAnswers(tx: Tx, duplicate: ClaimEntity, other: ClaimEntity): Promise<void> {
    const answered = new Set((await this.information.answers(tx, other)).map(({ item }) => item));
    const brought = await this.information.answers(tx, duplicate);
    const answers = brought.filter(({ item }) => !answered.has(item));
    if (answers.length === 0) return;
    const { id: claimId } = other;
    await tx.insert(
      ClaimInformationAnswerEntity,
      answers.map((answer) => ({ ...answer, claimId })),
    );
  }
}
