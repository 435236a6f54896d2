import { allowedActions, claimAxes } from '@app/claims';
import type { ClaimParts } from '@app/claims';
import type { Actor } from '@app/platform';

/**
 * What goes on beside the status of a claim, what `viewer` can do with it now, and where it went
 * on. Without a viewer nobody is told what they can do.
 */
export function presentLife({ claim, pack, mergedInto }: ClaimParts, viewer?: Actor): object {
  return {
    // Known as soon as it is final; its letter is asked for by it.
    ...(claim.decisionId === null ? {} : { decisionId: claim.decisionId }),
    axes: claimAxes(claim, pack.recovery.subrogation),
    ...(viewer === undefined ? {} : { allowedActions: allowedActions(claim, viewer.role) }),
    ...(mergedInto === null
      ? {}
      : { mergedInto: { id: mergedInto.id, reference: mergedInto.reference } }),
  };
}
