import { Injectable } from '@nestjs/common';

import { isId, laneOfId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { AccountTurnover } from './domain/turnover';
import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerJournalEntity } from './persistence/ledger-journal.entity';
import { LedgerPeriodClosingEntity } from './persistence/ledger-period-closing.entity';
import { LedgerTransferEntity } from './persistence/ledger-transfer.entity';
import { readTurnoverOfClaim } from './persistence/read-turnover';

export interface JournalWithTransfers {
  readonly journal: LedgerJournalEntity;
  readonly transfers: readonly LedgerTransferEntity[];
}

/** The newest ids of each lane, one look into its index each, and of these the newest. */
const NEWEST = `(
  SELECT newest.lane, newest.id FROM generate_series(0, 63) AS lanes (lane)
   CROSS JOIN LATERAL (
     SELECT o.lane, o.id FROM ledger_journals o
      WHERE o.lane = lanes.lane AND (:beforeId::text IS NULL OR o.id < :beforeId)
      ORDER BY o.lane DESC, o.id DESC LIMIT :limit) AS newest
   ORDER BY newest.id DESC LIMIT :limit)`;

/** Journals and their lines, the chart and the closings. What went through: `AccountQueries`. */
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
    beforeId: string | null = null,
  ): Promise<JournalWithTransfers[]> {
    const journals = await reads
      .createQueryBuilder(LedgerJournalEntity, 'journal')
      .innerJoin(NEWEST, 'newest', 'newest.lane = journal.lane AND newest.id = journal.id')
      .setParameters({ limit, beforeId })
      .orderBy('journal.id', 'DESC')
      .getMany();
    return this.addTransfers(reads, journals);
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
    return readTurnoverOfClaim(reads, laneOfId(claimId), claimId);
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
