import { Injectable } from '@nestjs/common';

import { isId, laneOfId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { AccountTurnover } from './domain/turnover';
import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerJournalEntity } from './persistence/ledger-journal.entity';
import { LedgerPeriodClosingEntity } from './persistence/ledger-period-closing.entity';
import { LedgerTransferEntity } from './persistence/ledger-transfer.entity';

export interface JournalWithTransfers {
  readonly journal: LedgerJournalEntity;
  readonly transfers: readonly LedgerTransferEntity[];
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

  /** One journal; null when there is none of this id. */
  async journal(reads: Reads, id: string): Promise<JournalWithTransfers | null> {
    if (!isId(id, 'jnl')) return null;
    const [journal] = await this.withTransfers(reads, laneOfId(id), { id });
    return journal ?? null;
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

  /** The closed periods, the last one first. */
  async periodClosings(reads: Reads): Promise<LedgerPeriodClosingEntity[]> {
    return reads.find(LedgerPeriodClosingEntity, { order: { closedUntil: 'DESC' } });
  }

  async accounts(reads: Reads): Promise<LedgerAccountEntity[]> {
    return reads.find(LedgerAccountEntity, { order: { code: 'ASC' } });
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
    where: { claimId: string } | { id: string },
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
