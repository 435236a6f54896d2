import { Injectable } from '@nestjs/common';

import { AccountQueries, LedgerQueries, balanceMinorOf } from '@app/ledger';
import type { TurnoverWish } from '@app/ledger';
import type { Reads } from '@app/platform';

export interface TrialBalanceLine {
  readonly code: string;
  readonly name: { readonly en: string; readonly 'zh-CN': string };
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  /** On the account's normal side; negative when it stands on the other one. */
  readonly balanceMinor: bigint;
}

export interface CurrencyTrialBalance {
  readonly currency: string;
  readonly accounts: readonly TrialBalanceLine[];
  readonly totalDebitMinor: bigint;
  readonly totalCreditMinor: bigint;
}

export interface GuaranteeFigures {
  /** How many claims stand in each status. */
  readonly claims: Readonly<Record<string, number>>;
  /** What was paid for all claims of a currency; a sum, and so no `Money`. */
  readonly paid: readonly { readonly currency: string; readonly paidMinor: bigint }[];
}

/** What auditors ask the ledger for. Reads only. */
@Injectable()
export class ReportQueries {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly accounts: AccountQueries,
  ) {}

  /**
   * Turnover and balance of every account that was ever used, per currency, of all that was booked
   * or took effect up to and including `asOf`. The two totals of a currency are equal, or something
   * is very wrong.
   */
  async trialBalance(reads: Reads, wish: TurnoverWish = {}): Promise<CurrencyTrialBalance[]> {
    const accounts = new Map(
      (await this.ledger.accounts(reads)).map((account) => [account.code, account]),
    );
    const turnover = await this.accounts.turnover(reads, wish);
    const currencies = [...new Set(turnover.map(({ currency }) => currency))].sort();
    return currencies.map((currency) => {
      const lines = turnover
        .filter((line) => line.currency === currency)
        .map((line) => {
          const account = accounts.get(line.code);
          if (account === undefined) throw new Error(`Account ${line.code} is not in the chart.`);
          return {
            code: line.code,
            name: { en: account.nameEn, 'zh-CN': account.nameZh },
            debitMinor: line.debitMinor,
            creditMinor: line.creditMinor,
            balanceMinor: balanceMinorOf(line, account.normalSide),
          };
        });
      return {
        currency,
        accounts: lines,
        totalDebitMinor: lines.reduce((sum, { debitMinor }) => sum + debitMinor, 0n),
        totalCreditMinor: lines.reduce((sum, { creditMinor }) => sum + creditMinor, 0n),
      };
    });
  }

  /** Claims by status and what was paid for them, for the public page. */
  async guaranteeFigures(reads: Reads): Promise<GuaranteeFigures> {
    const claims = await reads.query<{ status: string; count: number }[]>(
      'SELECT status, count(*)::int AS count FROM claims GROUP BY status ORDER BY status',
    );
    const paid = await reads.query<{ currency: string; paid: string }[]>(
      `SELECT currency, sum(paid_minor)::text AS paid FROM claims GROUP BY currency
        HAVING sum(paid_minor) > 0 ORDER BY currency`,
    );
    return {
      claims: Object.fromEntries(claims.map(({ status, count }) => [status, count])),
      paid: paid.map((row) => ({ currency: row.currency, paidMinor: BigInt(row.paid) })),
    };
  }
}
