import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { ClaimingQueries } from '../filing/claiming.queries';
import { requireCommand } from '../domain/claim-lifecycle';
import { LIFE_TEXTS } from '../domain/life-texts';
import { ClaimReopeningEntity } from '../persistence/claim-reopening.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { OpenAgain } from './open-again';

/**
 * Opens a claim again that was denied, withdrawn, paid or closed, because something new is known; a
 * withdrawn one also an agent, at the wish of the claimant.
 */
@Injectable()
export class ReopenClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly openAgain: OpenAgain,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses what `requireCommand` and `HoldPayments` refuse, a claim that was merged
   * (`claim.merged`), and a reviewer's own claim.
   */
  async run(
    tx: Tx,
    actor: Actor,
    input: { claimId: string; reason: string },
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const { lane, status: fromStatus } = claim;
    requireCommand('reopen', { status: fromStatus, role: actor.role });
    if (claim.mergedIntoId !== null) throw merged(claim.mergedIntoId);
    // An agent who filed for a claimant opens it again for them: it is others who decide.
    if (actor.role !== 'agent') await this.claiming.requireNoHand(tx, claim, actor);
    const reopening: ClaimReopeningEntity = {
      lane,
      id: newId('rop', lane),
      claimId: claim.id,
      fromStatus,
      reason: input.reason,
      reopenedBy: actor.id,
      reopenedByRole: actor.role,
      reopenedAt: this.clock.now(),
    };
    await tx.insert(ClaimReopeningEntity, reopening);
    const reopened = await this.openAgain.run(tx, claim, {
      actor,
      reopeningId: reopening.id,
      lineIds: null,
      isAppeal: false,
      event: { kind: 'claim.reopened', summary: LIFE_TEXTS.reopened },
    });
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'claim.reopened',
      objectId: claim.id,
      reason: input.reason,
      facts: { reopeningId: reopening.id, from: fromStatus },
    });
    return reopened;
  }
}

function merged(mergedIntoId: string): DomainError {
  return new DomainError(
    'conflict',
    'claim.merged',
    {
      en: 'This claim was merged into another one and goes on there. Open that one again.',
      'zh-CN': '该索赔已并入另一索赔，请重新处理并入后的索赔。',
    },
    { mergedIntoId },
  );
}
