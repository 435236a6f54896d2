import { Injectable } from '@nestjs/common';

import { ClaimEntity, allowedActions, claimAxes } from '@app/claims';
import type { Actor, Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

/** Shows what goes on beside the status of a claim, what can be done now, and where it went on. */
@Injectable()
export class LifePresenter {
  constructor(private readonly packs: PackLibrary) {}

  /** Without a viewer nobody is told what they can do. */
  async present(reads: Reads, claim: ClaimEntity, viewer?: Actor): Promise<object> {
    const { recovery } = await this.packs.pinned(reads, claim);
    return {
      axes: claimAxes(claim, recovery.subrogation),
      ...(viewer === undefined ? {} : { allowedActions: allowedActions(claim, viewer.role) }),
      ...(claim.mergedIntoId === null ? {} : { mergedInto: await mergedInto(reads, claim) }),
    };
  }
}

async function mergedInto(
  reads: Reads,
  { lane, mergedIntoId }: ClaimEntity,
): Promise<{ id: string; reference: string }> {
  const id = mergedIntoId ?? '';
  const other = await reads.findOneByOrFail(ClaimEntity, { lane, id });
  return { id, reference: other.reference };
}
