import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';

import type { DecisionEntity } from './persistence/decision.entity';

/**
 * Refuses a decision that waits for nobody (`approval.not_awaited`): it is final, returned,
 * recalled or void. The claim must be locked by this transaction.
 */
export function requireAwaited(
  claim: ClaimEntity,
  decision: DecisionEntity,
  newest: DecisionEntity | null,
): void {
  const isAwaited =
    claim.status === 'awaiting_approval' &&
    newest?.id === decision.id &&
    claim.contentVersion === decision.contentVersion;
  if (isAwaited) return;
  throw new DomainError(
    'conflict',
    'approval.not_awaited',
    {
      en: `This decision does not wait for approval: the claim is "${claim.status}".`,
      'zh-CN': `该决定无需复核：索赔状态为“${claim.status}”。`,
    },
    { status: claim.status },
  );
}
