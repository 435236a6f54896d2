import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { PaymentQueries } from '@app/payments';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { assessClaimJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { accountNumber, requireOwnAccountAllowed } from '../domain/payout-method';
import type { WantedPayoutMethod } from '../domain/payout-method';
import { reassessment } from '../domain/reassessment';
import { requireSameName } from '../domain/same-name';
import type { ClaimEntity } from '../persistence/claim.entity';
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
    private readonly keepPayoutMethod: KeepPayoutMethod,
    private readonly packs: PackLibrary,
    private readonly payments: PaymentQueries,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The same again changes nothing. Refuses a claim that is decided, an account where the programme
   * pays the way back only, and one that is not in the payer's name.
   */
  async run(tx: Tx, actor: Actor, input: PayoutMethodChange): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('change_payout_method', { status: claim.status, role: actor.role });
    const method = await this.check(tx, claim, input.method);
    const kept = await this.keepPayoutMethod.run(tx, claim, actor, method);
    if (kept === null) return claim;
    const again = reassessment(claim.status);
    const changed = await this.changeClaim.apply(tx, claim, {
      actor,
      ...again,
      content: 'changed',
      set: { payoutMethod: kept, hands: [...new Set([...claim.hands, actor.personId])].sort() },
      event: { kind: 'payee.changed', summary: CLAIM_TEXTS.payoutMethod(kept) },
    });
    if (again !== null) await enqueue(tx, assessClaimJob, { claimId: claim.id });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'payee.changed',
      objectId: claim.id,
      facts: { ...kept },
    });
    return changed;
  }

  private async check(
    tx: Tx,
    claim: ClaimEntity,
    method: WantedPayoutMethod,
  ): Promise<WantedPayoutMethod> {
    if (method.route === 'original') return method;
    requireOwnAccountAllowed(await this.packs.pinned(tx, claim));
    const { account } = method;
    const number = accountNumber(account.number);
    const payers: (string | null)[] = [];
    for (const { paymentId } of await this.queries.lines(tx, claim)) {
      payers.push((await this.payments.byId(tx, paymentId))?.payerName ?? null);
    }
    requireSameName(account.holderName, payers);
    return { route: 'account', account: { ...account, number } };
  }
}
