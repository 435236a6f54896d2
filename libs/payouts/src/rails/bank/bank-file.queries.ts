import { Injectable } from '@nestjs/common';
import { In, MoreThan, Not } from 'typeorm';

import { isId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { ENDING_WORDS } from './ending-words';
import { OPEN_PAYOUT } from './open-payout';
import { BankFileReleaseEntity } from './persistence/bank-file-release.entity';
import { BankFileEntity } from './persistence/bank-file.entity';
import { BankInstructionEntity } from './persistence/bank-instruction.entity';
import { BankReportLineEntity } from './persistence/bank-report-line.entity';
import { BankReportReleaseEntity } from './persistence/bank-report-release.entity';
import { BankReportEntity } from './persistence/bank-report.entity';

/** Instructions of one currency that wait for a file. */
export interface WaitingInstructions {
  readonly currency: string;
  readonly count: number;
  readonly amountMinor: string;
  readonly oldestAt: Date;
}

/** All reads of bank files and bank reports. None of them reads the content of a file. */
@Injectable()
export class BankFileQueries {
  /** One row more than the page holds, newest first. */
  async list(reads: Reads, page: PageRequest): Promise<BankFileEntity[]> {
    const query = reads
      .createQueryBuilder(BankFileEntity, 'file')
      .orderBy('file.id', 'DESC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.where('file.id < :after', { after: page.after });
    return query.getMany();
  }

  async byId(reads: Reads, id: string): Promise<BankFileEntity | null> {
    return isId(id, 'bkf') ? reads.findOneBy(BankFileEntity, { id }) : null;
  }

  async releases(reads: Reads, fileIds: readonly string[]): Promise<BankFileReleaseEntity[]> {
    const where = { fileId: In([...fileIds]) };
    return reads.find(BankFileReleaseEntity, { where, order: { givenAt: 'ASC' } });
  }

  /** What a file pays, one row more than the page holds; for a discarded one nothing. */
  async instructions(
    reads: Reads,
    fileId: string,
    page: PageRequest,
  ): Promise<BankInstructionEntity[]> {
    const after = page.after === undefined ? {} : { key: MoreThan(page.after) };
    return reads.find(BankInstructionEntity, {
      where: { fileId, ...after },
      order: { key: 'ASC' },
      take: page.limit + 1,
    });
  }

  async waiting(reads: Reads): Promise<WaitingInstructions[]> {
    return reads.query<WaitingInstructions[]>(
      `SELECT instruction.currency, count(*)::int AS count,
              sum(instruction.amount_minor)::text AS "amountMinor",
              min(instruction.created_at) AS "oldestAt"
         FROM bank_instructions instruction
        WHERE instruction.file_id IS NULL AND EXISTS (${OPEN_PAYOUT})
        GROUP BY instruction.currency ORDER BY instruction.currency`,
    );
  }

  /** One row more than the page holds, newest first. */
  async reports(reads: Reads, page: PageRequest): Promise<BankReportEntity[]> {
    const query = reads
      .createQueryBuilder(BankReportEntity, 'report')
      .orderBy('report.id', 'DESC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.where('report.id < :after', { after: page.after });
    return query.getMany();
  }

  async reportById(reads: Reads, id: string): Promise<BankReportEntity | null> {
    return isId(id, 'bkr') ? reads.findOneBy(BankReportEntity, { id }) : null;
  }

  /** The one that counts, or may; null where all of this content were discarded. */
  async reportByContent(reads: Reads, sha256: string): Promise<BankReportEntity | null> {
    return reads.findOneBy(BankReportEntity, { sha256, status: Not('discarded' as const) });
  }

  /** What a report says that is about nothing of ours: the first thousand lines. */
  async unmatched(reads: Reads, reportId: string): Promise<BankReportLineEntity[]> {
    return reads.find(BankReportLineEntity, {
      where: { reportId, isMatched: false },
      order: { position: 'ASC' },
      take: 1_000,
    });
  }

  /** Which payouts a report ends, or would end: the first thousand lines. */
  async ends(reads: Reads, reportId: string): Promise<BankReportLineEntity[]> {
    return reads.find(BankReportLineEntity, {
      where: { reportId, isMatched: true, word: In(ENDING_WORDS) },
      order: { position: 'ASC' },
      take: 1_000,
    });
  }

  async reportReleases(
    reads: Reads,
    reportIds: readonly string[],
  ): Promise<BankReportReleaseEntity[]> {
    const where = { reportId: In([...reportIds]) };
    return reads.find(BankReportReleaseEntity, { where, order: { givenAt: 'ASC' } });
  }
}
