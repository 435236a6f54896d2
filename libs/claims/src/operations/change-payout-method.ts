import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { DomainError } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import type { NextStepCode } from '../domain/next-step';
import { withHand } from '../domain/own-hand';
import { isUnpayable } from '../domain/payee-steps';
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
  /**
   * What a claim whose payout could not be made waits for then: a person, to order it again, unless
   * it is said otherwise; null where there is no such payout, so that none can go elsewhere.
   */
  readonly stepOnceNamed?: NextStepCode | null;
}

/**
 * Says where the award of a claim is to go, until it is decided, and once more when its payout
 * could not be made or came back. What was approved so far is void, whoever changed it has a hand
 * in the claim, and an account that was just named is looked at by the assessment, or by whoever
 * orders the payout again.
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
   * The same again changes nothing. Refuses a claim that is decided and being paid, an account
   * where the programme pays the way back only, and one that is not in the payer's name.
   */
  async run(tx: Tx, actor: Actor, input: PayoutMethodChange): Promise<ClaimEntity> {
    const { stepOnceNamed = 'order_again' } = input;
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('change_payout_method', { status: claim.status, role: actor.role });
    const isSettled = !isUnpayable(claim) || stepOnceNamed === null;
    if (claim.status === 'approved' && isSettled) throw approvedPayee();
    const pack = await this.packs.pinned(tx, claim);
    const payers = await this.methods.payerNames(tx, claim);
    const method = requirePayable(input.method, { pack, payers });
    const kept = await this.keepPayoutMethod.run(tx, claim, actor, method);
    if (kept === null) return claim;
    const change = {
      actor,
      command: 'change_payout_method',
      set: { payoutMethod: kept, hands: withHand(claim.hands, actor) },
      event: { kind: 'payee.changed', summary: CLAIM_TEXTS.payoutMethod(kept) },
    } as const;
    // The award stands; where it goes now is looked at by whoever orders the payout again.
    const changed = isUnpayable(claim)
      ? await this.changeClaim.apply(tx, claim, { ...change, nextStep: stepOnceNamed })
      : await this.assessAnew.run(tx, claim, change);
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

function approvedPayee(): DomainError {
  return new DomainError('conflict', 'payee.approved', {
    en: 'The award was approved for where it goes now, and is being paid. If that is wrong, tell us at once: reply, or call.',
    'zh-CN': '赔付决定已连同收款方式获批，正在付款。如收款方式有误，请立即回复或致电我们。',
  });
}
