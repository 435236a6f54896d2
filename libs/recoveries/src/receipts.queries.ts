import { Injectable } from '@nestjs/common';

import type { PageRequest, Reads } from '@app/platform';

import { ReceiptMatchEntity } from './persistence/receipt-match.entity';
import { ReceiptEntity } from './persistence/receipt.entity';

/** Money of one currency that nobody has matched yet. */
export interface UnmatchedReceipts {
  readonly currency: string;
  readonly count: number;
  readonly unmatchedMinor: bigint;
  readonly oldestAt: Date;
}

/** All reads of money that came without being asked for. */
@Injectable()
export class ReceiptQueries {
  async byId(reads: Reads, id: string): Promise<ReceiptEntity | null> {
    return reads.findOneBy(ReceiptEntity, { id });
  }

  async byReference(reads: Reads, reference: string): Promise<ReceiptEntity | null> {
    return reads.findOneBy(ReceiptEntity, { reference });
  }

  /** One row more than the page holds, newest first; on wish only those with something left. */
  async list(
    reads: Reads,
    filter: { readonly isOpen: boolean },
    page: PageRequest,
  ): Promise<ReceiptEntity[]> {
    const query = reads
      .createQueryBuilder(ReceiptEntity, 'receipt')
      .orderBy('receipt.id', 'DESC')
      .limit(page.limit + 1);
    if (filter.isOpen) query.andWhere('receipt.matched_minor < receipt.amount_minor');
    if (page.after !== undefined) query.andWhere('receipt.id < :after', { after: page.after });
    return query.getMany();
  }

  /** The matches of some receipts, in the order in which they were made. */
  async matches(reads: Reads, receiptIds: readonly string[]): Promise<ReceiptMatchEntity[]> {
    if (receiptIds.length === 0) return [];
    return reads
      .createQueryBuilder(ReceiptMatchEntity, 'match')
      .where('match.receipt_id = ANY (:receiptIds)', { receiptIds })
      .orderBy('match.id')
      .getMany();
  }

  /** What lies in suspense, per currency. */
  async unmatched(reads: Reads): Promise<UnmatchedReceipts[]> {
    const rows = await reads.query<
      { currency: string; count: number; unmatched: string; oldestAt: Date }[]
    >(
      `SELECT currency, count(*)::int AS count, sum(amount_minor - matched_minor)::text AS unmatched,
              min(received_at) AS "oldestAt"
         FROM receipts WHERE matched_minor < amount_minor GROUP BY currency ORDER BY currency`,
    );
    return rows.map(({ unmatched, ...row }) => ({ ...row, unmatchedMinor: BigInt(unmatched) }));
  }
}
