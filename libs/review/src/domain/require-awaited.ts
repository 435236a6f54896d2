import type { ClaimStatus } from '@app/claims';
import { DomainError } from '@app/kernel';

/**
 * Refuses a decision that waits for nobody (`approval.not_awaited`): it is final, returned,
 * recalled or void. `newest` is the newest decision on the claim.
 */
export function requireAwaited(
  claim: { readonly status: ClaimStatus; readonly contentVersion: number },
  decision: { readonly id: string; readonly contentVersion: number },
  newest: { readonly id: string } | null,
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
