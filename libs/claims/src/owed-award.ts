import { Injectable } from '@nestjs/common';

import { LedgerQueries } from '@app/ledger';
import type { Reads } from '@app/platform';

import type { NextStepCode } from './domain/next-step';
import { PayoutMethodQueries } from './payout-method.queries';
import type { ClaimEntity } from './persistence/claim.entity';

/** What is payable, and what came back and is held. */
const OWED_ACCOUNTS: readonly string[] = ['2030', '2050'];

/**
 * Says whether an award has not reached its claimant: its money can come back while the claim is
 * open again, and then it is not at rest when nothing is added.
 */
@Injectable()
export class OwedAward {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly methods: PayoutMethodQueries,
  ) {}

  /** By the books; of a claim that has no payout under way. */
  async isOwed(
    reads: Reads,
    { id, awardedMinor }: Pick<ClaimEntity, 'id' | 'awardedMinor'>,
  ): Promise<boolean> {
    if ((awardedMinor ?? 0n) === 0n) return false;
    const turnover = await this.ledger.turnoverOfClaim(reads, id);
    return turnover.some(
      ({ code, debitMinor, creditMinor }) =>
        OWED_ACCOUNTS.includes(code) && creditMinor > debitMinor,
    );
  }

  /**
   * What has to be done about it by the decision that stands: the claimant names an account, and
   * where they have since, a person orders the payout again. Null when nothing is owed.
   */
  async step(reads: Reads, claim: ClaimEntity): Promise<NextStepCode | null> {
    if (!(await this.isOwed(reads, claim))) return null;
    const newest = (await this.methods.all(reads, claim)).at(-1);
    const isNamed =
      newest !== undefined && claim.decidedAt !== null && newest.namedAt > claim.decidedAt;
    return isNamed ? 'order_again' : 'name_account';
  }
}
