import { Injectable } from '@nestjs/common';

import { ClaimingQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { distribute } from './domain/distribution';
import type { Distribution } from './domain/distribution';
import { claimIsClosed, claimIsUnsettled, moreThanLoss } from './domain/receipt-refusals';
import { comesAsReceipt, mayStep, outstandingMinor } from './domain/recovery';
import { cannotStep, moreThanDue, noSuchRecovery, wrongCurrency } from './domain/recovery-refusals';
import { RecoveryQueries } from './recoveries.queries';
import { StakesQueries } from './stakes.queries';

/** Money that somebody says belongs to the loss of a claim. */
export interface WantedMatch {
  readonly claimId: string;
  readonly money: Money;
  /** The recovery from a merchant or a fraudster that it is; null when nobody was asked. */
  readonly recoveryId: string | null;
}

/** Whether money can be matched to a claim, and how it is shared then. */
@Injectable()
export class MatchCheck {
  constructor(
    private readonly standing: AccountStanding,
    private readonly claiming: ClaimingQueries,
    private readonly stakes: StakesQueries,
    private readonly recoveries: RecoveryQueries,
    private readonly packs: PackLibrary,
  ) {}

  /**
   * The claim is locked. `receipt.claim_unsettled` before its award is paid, for more than is still
   * open of the loss `receipt.more_than_loss`. Where a part would be the claimant's the claim must
   * be at rest, so that it can be paid: `receipt.claim_unsettled` or `receipt.claim_closed`.
   */
  async require(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    wanted: WantedMatch,
  ): Promise<Distribution> {
    await this.standing.require(tx, actor);
    await this.claiming.requireNoHand(tx, claim, actor);
    const { money } = wanted;
    if (money.currency !== claim.currency) throw wrongCurrency(money.currency, claim.currency);
    if (claim.paidMinor === 0n || claim.paidMinor !== claim.awardedMinor) throw claimIsUnsettled();
    if (wanted.recoveryId !== null) await this.requireRecovery(tx, wanted.recoveryId, wanted);
    const stakes = await this.stakes.of(tx, claim);
    const { recovery } = await this.packs.pinned(tx, claim);
    const parts = distribute(money, stakes, recovery);
    if (parts.left.isPositive()) throw moreThanLoss(money, money.minus(parts.left));
    if (parts.victim.isPositive() && claim.status !== 'paid') {
      throw claim.status === 'closed' ? claimIsClosed() : claimIsUnsettled();
    }
    return parts;
  }

  private async requireRecovery(
    tx: Tx,
    recoveryId: string,
    { claimId, money }: WantedMatch,
  ): Promise<void> {
    const recovery = await this.recoveries.byId(tx, recoveryId);
    if (recovery?.claimId !== claimId || !comesAsReceipt(recovery.kind)) throw noSuchRecovery();
    if (!mayStep('receive', recovery.status)) throw cannotStep('receive', recovery.status);
    const most = Money.of(outstandingMinor(recovery), recovery.currency);
    if (money.isGreaterThan(most)) throw moreThanDue(money, most);
  }
}
