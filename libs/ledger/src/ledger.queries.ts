import { Injectable } from '@nestjs/common';

import { laneOfId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { Money } from '@app/money';
import type { Reads } from '@app/platform';

import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerJournalEntity } from './persistence/ledger-journal.entity';
import { LedgerTransferEntity } from './persistence/ledger-transfer.entity';

export interface JournalWithTransfers {
  readonly journal: LedgerJournalEntity;
  readonly transfers: readonly LedgerTransferEntity[];
}

/** What went through one account in one currency. */
export interface AccountTurnover {
  readonly code: string;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

const TURNOVER = `
  SELECT code, currency, sum(debit)::text AS debit, sum(credit)::text AS credit FROM (
    SELECT debit_account AS code, currency, amount_minor AS debit, 0 AS credit, lane, journal_id
      FROM ledger_transfers
    UNION ALL
    SELECT credit_account, currency, 0, amount_minor, lane, journal_id FROM ledger_transfers
  ) AS sides`;

/** All reads of the ledger. */
@Injectable()
export class LedgerQueries {
  /** The journals of a claim in the order of booking. */
  async journalsOfClaim(reads: Reads, claimId: string): Promise<JournalWithTransfers[]> {
    return this.withTransfers(reads, laneOfId(claimId), { claimId });
  }

  /** Journals of all claims and the house, newest first; `beforeId` continues an earlier list. */
  async newestJournals(
    reads: Reads,
    limit: number,
    beforeId?: string,
  ): Promise<JournalWithTransfers[]> {
    const query = reads
      .createQueryBuilder(LedgerJournalEntity, 'journal')
      .orderBy('journal.id', 'DESC')
      .limit(limit);
    if (beforeId !== undefined) query.where('journal.id < :beforeId', { beforeId });
    return this.addTransfers(reads, await query.getMany());
  }

  async accounts(reads: Reads): Promise<LedgerAccountEntity[]> {
    return reads.find(LedgerAccountEntity, { order: { code: 'ASC' } });
  }

  /**
   * Turnover of every account, of bookings made up to and including `asOf` (all without one).
   * Times are told in milliseconds and kept in microseconds: a journal counts at the time it shows.
   */
  async turnover(reads: Reads, asOf?: Date): Promise<AccountTurnover[]> {
    const until =
      asOf === undefined
        ? ''
        : `JOIN ledger_journals j ON j.lane = sides.lane AND j.id = sides.journal_id
            AND date_trunc('milliseconds', j.posted_at) <= $1`;
    return this.sums(
      reads,
      `${TURNOVER} ${until} GROUP BY code, currency ORDER BY code, currency`,
      asOf === undefined ? [] : [asOf],
    );
  }

  /** Turnover of the accounts that one claim's journals touched. */
  async turnoverOfClaim(reads: Reads, claimId: string): Promise<AccountTurnover[]> {
    return this.sums(
      reads,
      `${TURNOVER} JOIN ledger_journals j ON j.lane = sides.lane AND j.id = sides.journal_id
        WHERE j.lane = $1 AND j.claim_id = $2 GROUP BY code, currency ORDER BY code, currency`,
      [laneOfId(claimId), claimId],
    );
  }

  private async sums(reads: Reads, sql: string, parameters: unknown[]): Promise<AccountTurnover[]> {
    const rows = await reads.query<
      { code: string; currency: string; debit: string; credit: string }[]
    >(sql, parameters);
    return rows.map((row) => ({
      code: row.code,
      currency: row.currency,
      debitMinor: BigInt(row.debit),
      creditMinor: BigInt(row.credit),
    }));
  }

  private async withTransfers(
    reads: Reads,
    lane: Lane,
    where: { claimId: string },
  ): Promise<JournalWithTransfers[]> {
    const journals = await reads.find(LedgerJournalEntity, {
      where: { lane, ...where },
      order: { id: 'ASC' },
    });
    return this.addTransfers(reads, journals);
  }

  private async addTransfers(
    reads: Reads,
    journals: readonly LedgerJournalEntity[],
  ): Promise<JournalWithTransfers[]> {
    if (journals.length === 0) return [];
    const transfers = await reads
      .createQueryBuilder(LedgerTransferEntity, 'transfer')
      .where('transfer.lane = ANY(:lanes) AND transfer.journal_id = ANY(:ids)', {
        lanes: [...new Set(journals.map(({ lane }) => lane))],
        ids: journals.map(({ id }) => id),
      })
      .orderBy('transfer.line')
      .getMany();
    return journals.map((journal) => ({
      journal,
      transfers: transfers.filter(({ journalId }) => journalId === journal.id),
    }));
  }
}

/** An account's balance on its normal side, from its turnover. */
export function balanceOf(turnover: AccountTurnover, normalSide: 'debit' | 'credit'): Money {
  const net = turnover.debitMinor - turnover.creditMinor;
  return Money.of(normalSide === 'debit' ? net : -net, turnover.currency);
}
