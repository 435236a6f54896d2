import { Injectable } from '@nestjs/common';

import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { CounterpartyQueries } from '../counterparties.queries';
import { sharesOfOthers } from '../domain/split-shares';
import type { ShareOfOther } from '../domain/split-shares';
import { newRecovery } from '../new-recovery';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { UnsplitClaimEntity } from '../persistence/unsplit-claim.entity';
import { RecoveryQueries } from '../recoveries.queries';
import { StakesQueries } from '../stakes.queries';
import { ChangeRecovery } from './change-recovery';

/** Opens a recovery for each other party that bears a share of what was paid on a claim. */
@Injectable()
export class OpenRecoveries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly changeRecovery: ChangeRecovery,
    private readonly recoveries: RecoveryQueries,
    private readonly stakes: StakesQueries,
    private readonly counterparties: CounterpartyQueries,
  ) {}

  /**
   * Safe to repeat, and to run twice at once: the second run finds the note gone. Of a claim that
   * was paid more on top only what is not asked for yet is opened.
   */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      const key = { lane: claim.lane, claimId: claim.id };
      if (!(await tx.existsBy(UnsplitClaimEntity, key))) return;
      await tx.delete(UnsplitClaimEntity, key);
      // What was opened again is looked at when it is paid again.
      if (claim.status !== 'paid' && claim.status !== 'closed') return;
      const found = await this.stakes.splitOf(tx, claim);
      if (found === null) return;
      const known = await this.recoveries.ofClaim(tx, claim);
      for (const share of sharesOfOthers(found.award, found.split)) {
        await this.open(tx, claim, share, known);
      }
    });
  }

  private async open(
    tx: Tx,
    claim: ClaimEntity,
    { party, kind, money }: ShareOfOther,
    known: readonly RecoveryEntity[],
  ): Promise<void> {
    const askedMinor = known
      .filter((one) => one.party === party && one.decisionId !== null)
      .reduce((sum, { requestedMinor }) => sum + requestedMinor, 0n);
    const due = money.minus(Money.of(askedMinor, money.currency));
    if (!due.isPositive()) return;
    const counterparty = await this.counterparties.forParty(tx, party);
    const fits = counterparty?.kind === kind;
    const row = newRecovery(claim, {
      ...{ kind, party, money: due, decisionId: claim.decisionId },
      counterpartyId: fits ? counterparty.id : null,
    });
    await this.changeRecovery.open(tx, claim, row, { actor: SYSTEM });
  }
}
