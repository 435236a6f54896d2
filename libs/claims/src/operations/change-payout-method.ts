import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { withHand } from '../domain/own-hand';
import { requirePayable } from '../domain/payout-method';
import type { WantedPayoutMethod } from '../domain/payout-method';
import { PayoutMethodQueries } from '../payout-method.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssessAnew } from './assess-anew';
import { ChangeClaim } from './change-claim';
import { KeepPayoutMethod } from './keep-payout-method';

export interface PayoutMethodChange {
  readonly claimId: string;
  readonly method: WantedPayoutMethod;
}

/**
 * Says where the award of a claim is to go, until it is decided. What was approved so far is void,
 * whoever changed it has a hand in the claim, and an account that was just named is looked at by
 * the assessment.
 */
@Injectable()
export class ChangePayoutMethod {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly assessAnew: AssessAnew,
    private readonly keepPayoutMethod: KeepPayoutMethod,
    private readonly packs: PackLibrary,
    private readonly methods: PayoutMethodQueries,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The same again changes nothing. Refuses a claim that is decided, an account where the programme
   * pays the way back only, and one that is not in the payer's name.
   */
  async run(tx: Tx, actor: Actor, input: PayoutMethodChange): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('change_payout_method', { status: claim.status, role: actor.role });
    const pack = await this.packs.pinned(tx, claim);
    const payers = await this.methods.payerNames(tx, claim);
    const method = requirePayable(input.method, { pack, payers });
    const kept = await this.keepPayoutMethod.run(tx, claim, actor, method);
    if (kept === null) return claim;
    const changed = await this.assessAnew.run(tx, claim, {
      actor,
      set: { payoutMethod: kept, hands: withHand(claim.hands, actor) },
      event: { kind: 'payee.changed', summary: CLAIM_TEXTS.payoutMethod(kept) },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'payee.changed',
      objectId: claim.id,
      facts: { ...kept },
    });
    return changed;
  }
}
