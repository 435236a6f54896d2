import { AnswerInformation } from '@app/claims';
import type { CannotGive, ClaimEntity, ClaimInformationRequestEntity } from '@app/claims';
import type { Actor } from '@app/platform';
import { RequestInformation } from '@app/review';

import { claimantOf } from './cases';
import type { TestOperations } from './test-operations';

/** Asks the claimant for items, as Wang unless wished otherwise. */
export function ask(
  ops: TestOperations,
  claim: ClaimEntity,
  items: readonly string[],
  by: Actor = ops.staff.wang,
): Promise<ClaimInformationRequestEntity> {
  const wish = { claimId: claim.id, items, text: 'Please.' };
  return ops.transaction((tx) => ops.get(RequestInformation).run(tx, by, wish));
}

/** Answers a request as the claimant. */
export function answer(
  ops: TestOperations,
  claim: ClaimEntity,
  { id: requestId }: Pick<ClaimInformationRequestEntity, 'id'>,
  answers: readonly CannotGive[],
): Promise<ClaimEntity> {
  const given = { claimId: claim.id, requestId, answers };
  return ops.transaction((tx) => ops.get(AnswerInformation).run(tx, claimantOf(claim), given));
}

export const cannot = (...items: string[]): CannotGive[] =>
  items.map((item) => ({ item, reason: 'It was in the stolen bag.' }));
