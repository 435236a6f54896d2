import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { endingOf } from '../domain/payout-method';
import type { PayoutMethod, WantedPayoutMethod } from '../domain/payout-method';
import { PayoutMethodQueries } from '../payout-method.queries';
import { ClaimPayoutAccountEntity } from '../persistence/claim-payout-account.entity';
import { ClaimPayoutMethodEntity } from '../persistence/claim-payout-method.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ClaimLinks } from './claim-links';

/** Writes down where an award is to go: the account in one place, elsewhere only its keyed hash. */
@Injectable()
export class KeepPayoutMethod {
  constructor(
    private readonly links: ClaimLinks,
    private readonly methods: PayoutMethodQueries,
    private readonly clock: Clock,
  ) {}

  /** Returns what the claim's row says of it; null when it is what the claim has on record. */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    actor: Actor,
    method: WantedPayoutMethod,
  ): Promise<PayoutMethod | null> {
    if (await this.isSame(tx, claim, method)) return null;
    const { length: position } = await this.methods.all(tx, claim);
    const key = { lane: claim.lane, claimId: claim.id, position };
    const kept = this.keptAs(method, position);
    await tx.insert(ClaimPayoutMethodEntity, {
      ...key,
      route: kept.route,
      accountKey: kept.route === 'account' ? kept.accountKey : null,
      actorId: actor.id,
      actorRole: actor.role,
      namedAt: this.clock.now(),
    });
    if (method.route === 'account') {
      await tx.insert(ClaimPayoutAccountEntity, { ...key, ...method.account });
      await this.links.keep(tx, claim, { payoutAccount: method.account.number });
    }
    return kept;
  }

  private async isSame(tx: Tx, claim: ClaimEntity, method: WantedPayoutMethod): Promise<boolean> {
    const now = claim.payoutMethod;
    if (method.route === 'original' || now.route === 'original') return method.route === now.route;
    const held = await this.methods.account(tx, claim, now.position);
    const { kind, number, holderName, bank } = method.account;
    return (
      held?.number === number &&
      held.kind === kind &&
      held.holderName === holderName &&
      held.bank === bank
    );
  }

  /** What a claim's row says of a method at its place among those of the claim. */
  keptAs(method: WantedPayoutMethod, position: number): PayoutMethod {
    if (method.route === 'original') return { route: 'original' };
    const { number } = method.account;
    const accountKey = this.links.keyOf('payout_account', number);
    if (accountKey === null) throw new Error('An account number without letters and digits.');
    return { route: 'account', position, accountKey, ending: endingOf(number) };
  }
}
