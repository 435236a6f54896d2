import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import { UnitOfWork } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignClaim } from './assign-claim';
import type { Assignment } from './assign-claim';

export interface Assignments extends Pick<Assignment, 'assigneeId' | 'reason'> {
  readonly claimIds: readonly string[];
}

/** What became of one claim of several: it is with somebody, or it was refused. */
export type AssignmentEnd =
  | { readonly claimId: string; readonly claim: ClaimEntity }
  | { readonly claimId: string; readonly refusal: DomainError };

/** Gives several claims to somebody, or lets the system choose for each. */
@Injectable()
export class AssignClaims {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly assignClaim: AssignClaim,
  ) {}

  /**
   * Each claim has a savepoint of its own: one that is refused undoes no other. They are locked in
   * the order of their ids, and told in the order in which they were named.
   */
  async run(tx: Tx, actor: Actor, input: Assignments): Promise<AssignmentEnd[]> {
    const ends = new Map<string, AssignmentEnd>();
    for (const claimId of [...new Set(input.claimIds)].sort()) {
      ends.set(claimId, await this.assign(tx, actor, { ...input, claimId, expectedVersion: null }));
    }
    return [...new Set(input.claimIds)].flatMap((claimId) => ends.get(claimId) ?? []);
  }

  private async assign(tx: Tx, actor: Actor, input: Assignment): Promise<AssignmentEnd> {
    const { claimId } = input;
    try {
      const claim = await this.unitOfWork.savepoint(tx, (inner) =>
        this.assignClaim.run(inner, actor, input),
      );
      return { claimId, claim };
    } catch (error) {
      if (error instanceof DomainError) return { claimId, refusal: error };
      throw error;
    }
  }
}
