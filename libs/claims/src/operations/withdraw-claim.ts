import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CLAIM_TEXTS } from '../domain/claim-texts';
import { endClocks } from '../domain/clock-moves';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { ReleaseClaim } from './release-claim';

/** Withdraws a claim at the claimant's wish, as long as nothing is approved. */
@Injectable()
export class WithdrawClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly releaseClaim: ReleaseClaim,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    tx: Tx,
    actor: Actor,
    input: { claimId: string; reason: string | null },
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const withdrawn = await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'withdrawn',
      nextStep: null,
      clocks: (facts) => endClocks('all', facts, { kind: 'stopped', at: this.clock.now() }),
      event: { kind: 'claim.withdrawn', summary: CLAIM_TEXTS.withdrawn },
    });
    await this.releaseClaim.run(tx, withdrawn, {
      actor,
      lineStatus: 'withdrawn',
      causeId: claim.id,
    });
    await this.changeClaim.apply(tx, withdrawn, { actor, set: { reserveMinor: 0n } });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.withdrawn',
      objectId: claim.id,
      ...(input.reason === null ? {} : { reason: input.reason }),
    });
    return withdrawn;
  }
}
