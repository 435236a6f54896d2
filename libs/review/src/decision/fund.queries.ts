import { Injectable } from '@nestjs/common';

import { AccountQueries } from '@app/ledger';
import type { Reads } from '@app/platform';

import type { NetDebits } from '../domain/fund-position';

/** What the books say about the guarantee as a whole, for people who decide. */
@Injectable()
export class FundQueries {
  constructor(private readonly accounts: AccountQueries) {}

  /** Debits less credits by account in one currency, in all lanes. */
  async netDebits(reads: Reads, currency: string): Promise<NetDebits> {
    const turnover = await this.accounts.turnover(reads);
    return new Map(
      turnover
        .filter((account) => account.currency === currency)
        .map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    );
  }
}
