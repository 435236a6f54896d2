import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { isOwedByClaimant } from '../domain/recovery';
import { cannotStep } from '../domain/recovery-refusals';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { ChangeRecovery } from './change-recovery';

export interface RecoveryRefusal {
  readonly recoveryId: string;
  readonly reference: string | null;
  readonly reason: string;
}

/**
 * Records that a counterparty will not pay. What was agreed stays in the books until two people
 * write it off.
 */
@Injectable()
export class RefuseRecovery {
  constructor(private readonly changeRecovery: ChangeRecovery) {}

  async run(tx: Tx, actor: Actor, input: RecoveryRefusal): Promise<RecoveryEntity> {
    const locked = await this.changeRecovery.lock(tx, actor, input.recoveryId);
    // A claimant who objects is heard; what they owe does not end by their word.
    if (isOwedByClaimant(locked.recovery.kind)) throw cannotStep('refuse', locked.recovery.status);
    return this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'refuse',
      reference: input.reference,
      note: input.reason,
      set: { status: 'refused' },
    });
  }
}
