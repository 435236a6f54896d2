import { Injectable } from '@nestjs/common';

import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { assessClaimJob } from '../claims.jobs';
import { reassessment } from '../domain/reassessment';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import type { ClaimChange } from './change-claim';

/**
 * Applies a change that brings a new fact, such as a finding, another payee or a file that is taken
 * away: what was approved so far is void, and a claim that was assessed is assessed anew.
 */
@Injectable()
export class AssessAnew {
  constructor(private readonly changeClaim: ChangeClaim) {}

  /** The claim must be locked by this transaction. */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    change: Omit<ClaimChange, 'follows' | 'to' | 'nextStep' | 'content'>,
  ): Promise<ClaimEntity> {
    const again = reassessment(claim.status);
    const changed = await this.changeClaim.apply(tx, claim, {
      ...change,
      ...again,
      content: 'changed',
    });
    if (again !== null) await enqueue(tx, assessClaimJob, { claimId: claim.id });
    return changed;
  }
}
