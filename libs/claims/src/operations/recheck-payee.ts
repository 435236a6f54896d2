import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import { LIFE_TEXTS } from '../domain/life-texts';
import { isInNameOf } from '../domain/same-name';
import { PayoutMethodQueries } from '../payout-method.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { KeepPayoutMethod } from './keep-payout-method';

/**
 * Looks whether the account that was named for a claim is in the name of whoever paid, when
 * payments have come to it; else the award goes back the way it came. Nobody has chosen that, so
 * that it is nobody's hand.
 */
@Injectable()
export class RecheckPayee {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly keepPayoutMethod: KeepPayoutMethod,
    private readonly methods: PayoutMethodQueries,
    private readonly audit: AuditTrail,
  ) {}

  /** The claim must be locked by this transaction. */
  async run(tx: Tx, claim: ClaimEntity): Promise<void> {
    const method = claim.payoutMethod;
    if (method.route === 'original') return;
    const account = await this.methods.account(tx, claim, method.position);
    const payers = await this.methods.payerNames(tx, claim);
    if (account !== null && isInNameOf(account.holderName, payers)) return;
    const kept = await this.keepPayoutMethod.run(tx, claim, SYSTEM, { route: 'original' });
    if (kept === null) return;
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'change_payout_method',
      content: 'changed',
      set: { payoutMethod: kept },
      event: { kind: 'payee.changed', summary: LIFE_TEXTS.payeeReset },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'payee.changed',
      objectId: claim.id,
      facts: { ...kept },
    });
  }
}
