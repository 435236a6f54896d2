import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';

import type { PageRequest, Reads } from '@app/platform';

import { statementsOf } from './domain/statement';
import type { CounterpartyStatement, OpeningBalance, StatementEntry } from './domain/statement';
import { CounterpartyEntity } from './persistence/counterparty.entity';

/** The accounts of the ledger on which counterparties owe us, or we them. */
const ACCOUNTS = ['1110', '1120', '1130', '2060'];

/** Each line about a counterparty as the change of what they owe us, on one of their accounts. */
const LINES = `
  ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id
    LEFT JOIN claims c ON c.lane = j.lane AND c.id = j.claim_id
    CROSS JOIN LATERAL (VALUES (t.debit_account, t.amount_minor), (t.credit_account, -t.amount_minor))
      AS side (account, change)
   WHERE t.dimensions ? 'counterparty' AND t.dimensions ->> 'counterparty' = $1
     AND side.account = ANY ($2)`;

/** The span of a statement; all that was ever booked without one. */
export interface StatementSpan {
  readonly from?: Date;
  /** Up to and including this moment of booking. */
  readonly asOf?: Date;
}

/** All reads of counterparties and of what they owe. */
@Injectable()
export class CounterpartyQueries {
  async byId(reads: Reads, id: string): Promise<CounterpartyEntity | null> {
    return reads.findOneBy(CounterpartyEntity, { id });
  }

  /** Whom a pack means by a party where nobody says otherwise. */
  async forParty(reads: Reads, party: string): Promise<CounterpartyEntity | null> {
    return reads.findOneBy(CounterpartyEntity, { party });
  }

  /** One row more than the page holds, in the order in which they were recorded. */
  async list(reads: Reads, page: PageRequest): Promise<CounterpartyEntity[]> {
    return reads.find(CounterpartyEntity, {
      ...(page.after === undefined ? {} : { where: { id: MoreThan(page.after) } }),
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
  }

  /**
   * What a counterparty owes us and we owe them, out of the ledger itself: opening, every line with
   * its claim, closing. Times count in milliseconds, as they are told.
   */
  async statement(reads: Reads, id: string, span: StatementSpan): Promise<CounterpartyStatement[]> {
    const { from = null, asOf = null } = span;
    const opening = from === null ? [] : await this.opening(reads, id, from);
    const rows = await reads.query<StatementRow[]>(
      `SELECT j.id AS "journalId", j.posted_at AS "bookedAt", j.occurred_at AS "occurredAt", j.kind,
              j.memo, j.claim_id AS "claimId", c.reference, side.account, t.currency,
              side.change::text AS change
         FROM ${LINES}
          AND ($3::timestamptz IS NULL OR date_trunc('milliseconds', j.posted_at) >= $3)
          AND ($4::timestamptz IS NULL OR date_trunc('milliseconds', j.posted_at) <= $4)
        ORDER BY j.posted_at, j.id, t.line, side.account`,
      [id, ACCOUNTS, from, asOf],
    );
    return statementsOf(opening, rows.map(entryOf));
  }

  private async opening(reads: Reads, id: string, from: Date): Promise<OpeningBalance[]> {
    const rows = await reads.query<{ currency: string; account: string; balance: string }[]>(
      `SELECT t.currency, side.account, sum(side.change)::text AS balance FROM ${LINES}
          AND date_trunc('milliseconds', j.posted_at) < $3
        GROUP BY t.currency, side.account ORDER BY 1, 2`,
      [id, ACCOUNTS, from],
    );
    return rows.map(({ balance, ...row }) => ({ ...row, balanceMinor: BigInt(balance) }));
  }
}

type StatementRow = Omit<StatementEntry, 'changeMinor'> & { readonly change: string };

function entryOf({ change, ...row }: StatementRow): StatementEntry {
  return { ...row, changeMinor: BigInt(change) };
}
