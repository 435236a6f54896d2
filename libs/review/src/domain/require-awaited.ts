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
      en: 'This decision does not wait for approval: it is final, or was returned, recalled or void. See how the claim stands now.',
      'zh-CN': '该决定无需复核：已生效，或已被退回、撤回或失效。请查看索赔的当前状态。',
    },
    { status: claim.status },
  );
}
