import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import { Clock } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { payoutKeyOf } from '../lock-payout';
import { PayoutEntity } from '../persistence/payout.entity';

/** Half of the key's life is over and the rail still does not know it: this is for two people. */
@Injectable()
export class GiveUpPayout {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The payout must be locked by this transaction. */
  async run(tx: Tx, payout: PayoutEntity): Promise<void> {
    await tx.update(PayoutEntity, payoutKeyOf(payout), {
      status: 'action_required',
      statusReason: 'key_half_expired',
      nextActionAt: null,
      updatedAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      lane: payout.lane,
      actor: SYSTEM,
      action: 'payout.action_required',
      objectId: payout.claimId,
      facts: { payoutId: payout.id, reason: 'key_half_expired' },
    });
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'fail_payout',
      nextStep: 'resolve_payout',
      event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
    });
  }
}
