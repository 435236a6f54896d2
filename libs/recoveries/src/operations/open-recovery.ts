import { Injectable } from '@nestjs/common';

import { ChangeClaim, ClaimingQueries } from '@app/claims';
import type { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { CounterpartyQueries } from '../counterparties.queries';
import { unknownCounterparty } from '../domain/receipt-refusals';
import { moreThanDue, nothingPaid, wrongCurrency } from '../domain/recovery-refusals';
import { newRecovery } from '../new-recovery';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { StakesQueries } from '../stakes.queries';
import { ChangeRecovery } from './change-recovery';

export interface NewRecovery {
  readonly claimId: string;
  readonly counterpartyId: string;
  readonly money: Money;
  /** On what ground they owe it. */
  readonly reason: string;
}

/** Opens a recovery that no split gave rise to: recourse, an insurer, a judgement. */
@Injectable()
export class OpenRecovery {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly changeRecovery: ChangeRecovery,
    private readonly stakes: StakesQueries,
    private readonly counterparties: CounterpartyQueries,
  ) {}

  /**
   * `counterparty.unknown`, `recovery.nothing_paid`, `recovery.wrong_currency`, and
   * `recovery.more_than_due` for more than the house and the claimant still bear.
   */
  async run(tx: Tx, actor: Actor, input: NewRecovery): Promise<RecoveryEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const counterparty = await this.counterparties.byId(tx, input.counterpartyId);
    if (counterparty === null) throw unknownCounterparty(input.counterpartyId);
    const { money } = input;
    if (claim.paidMinor === 0n) throw nothingPaid();
    if (money.currency !== claim.currency) throw wrongCurrency(money.currency, claim.currency);
    const { house, victim } = await this.stakes.of(tx, claim);
    const most = house.plus(victim);
    if (money.isGreaterThan(most)) throw moreThanDue(money, most);
    const { kind, party, id: counterpartyId } = counterparty;
    const row = newRecovery(claim, { kind, party: party ?? kind, counterpartyId, money });
    const opened = await this.changeRecovery.open(tx, claim, row, { actor, note: input.reason });
    return opened.recovery;
  }
}
