import { Injectable } from '@nestjs/common';

import { ChangeClaim, ClaimingQueries } from '@app/claims';
import type { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ProofOfFraud } from '../domain/proposal-digest';
import { moreThanDue, nothingPaid, wrongCurrency } from '../domain/recovery-refusals';
import { newRecovery } from '../new-recovery';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { StakesQueries } from '../stakes.queries';
import { ChangeRecovery } from './change-recovery';
import { KeepProposal } from './keep-proposal';

export interface NewClawback {
  readonly claimId: string;
  readonly money: Money;
  readonly reason: string;
  readonly evidence: readonly ProofOfFraud[];
}

/**
 * Proposes to claim back from a claimant what was paid to them: it has been proven that they
 * deceived us. Nothing is asked or booked before another person has approved exactly this.
 */
@Injectable()
export class RaiseClawback {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly changeRecovery: ChangeRecovery,
    private readonly keepProposal: KeepProposal,
    private readonly stakes: StakesQueries,
  ) {}

  /**
   * `recovery.nothing_paid`, `recovery.wrong_currency`, and `recovery.more_than_due` for more than
   * the house still bears: what others have paid of it is theirs to claim back.
   */
  async run(tx: Tx, actor: Actor, input: NewClawback): Promise<RecoveryEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const { money, reason, evidence } = input;
    if (claim.paidMinor === 0n) throw nothingPaid();
    if (money.currency !== claim.currency) throw wrongCurrency(money.currency, claim.currency);
    const { house } = await this.stakes.of(tx, claim);
    if (money.isGreaterThan(house)) throw moreThanDue(money, house);
    const row = newRecovery(claim, { kind: 'claimant', party: 'claimant', money });
    const locked = await this.changeRecovery.open(tx, claim, row, { actor, note: reason });
    await this.keepProposal.run(tx, actor, locked, {
      ...{ kind: 'clawback', recoveryId: row.id, money, reason, evidence },
    });
    return locked.recovery;
  }
}
