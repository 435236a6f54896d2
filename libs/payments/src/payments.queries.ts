import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { LANE_COUNT, isId, laneOfId, laneOfSeed } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { OperationEntity, OperationRejectionEntity } from '@app/platform';
import type { PageRequest, Reads } from '@app/platform';

import { PaymentEntity } from './persistence/payment.entity';

export interface PaymentFilter {
  readonly payerId?: string;
  readonly sourceId?: string;
  /** The account that reported them. */
  readonly reportedBy?: string;
}

const REJECTIONS_PER_READ = 1_000;

/** All reads of payments and of their imports. */
@Injectable()
export class PaymentQueries {
  /** One row more than the page holds, newest first. A payer's payments are read from one lane. */
  async list(reads: Reads, filter: PaymentFilter, page: PageRequest): Promise<PaymentEntity[]> {
    const query = reads
      .createQueryBuilder(PaymentEntity, 'payment')
      .orderBy('payment.id', 'DESC')
      .limit(page.limit + 1);
    if (filter.payerId !== undefined) {
      query.andWhere('payment.lane = :lane AND payment.payer_id = :payerId', {
        lane: laneOfSeed(filter.payerId),
        payerId: filter.payerId,
      });
    }
    if (filter.sourceId !== undefined) {
      query.andWhere('payment.source_id = :sourceId', { sourceId: filter.sourceId });
    }
    if (filter.reportedBy !== undefined) {
      query.andWhere('payment.reported_by = :reportedBy', { reportedBy: filter.reportedBy });
    }
    if (page.after !== undefined) query.andWhere('payment.id < :after', { after: page.after });
    return query.getMany();
  }

  async byId(reads: Reads, id: string): Promise<PaymentEntity | null> {
    if (!isId(id, 'pmt')) return null;
    return reads.findOneBy(PaymentEntity, { lane: laneOfId(id), id });
  }

  /** The payment that some source knows by an id, among those of a lane. */
  async byKey(
    reads: Reads,
    lane: Lane,
    key: Pick<PaymentEntity, 'source' | 'sourceId'>,
  ): Promise<PaymentEntity | null> {
    return reads.findOneBy(PaymentEntity, { lane, ...key });
  }

  /** Those of some payments that a payer made, in the order asked for; null for all others. */
  async ofPayer(
    reads: Reads,
    payerId: string,
    ids: readonly string[],
  ): Promise<(PaymentEntity | null)[]> {
    const lane = laneOfSeed(payerId);
    const found = await reads.findBy(PaymentEntity, { lane, payerId, id: In([...new Set(ids)]) });
    return ids.map((id) => found.find((payment) => payment.id === id) ?? null);
  }

  /**
   * Our ids of the payments that some source knows by an id, whichever source it is: there are few
   * of them, so that each key that it could have is looked up in all lanes.
   */
  async idsBySourceId(reads: Reads, sourceId: string): Promise<string[]> {
    const rows = await reads.query<{ id: string }[]>(
      `WITH RECURSIVE held (lane, source) AS (
           SELECT lane, (SELECT min(k.source) FROM payment_keys k WHERE k.lane = lanes.lane)
             FROM generate_series(0, ${LANE_COUNT - 1}) lanes (lane)
         UNION ALL
           SELECT lane, (SELECT min(k.source) FROM payment_keys k
                          WHERE k.lane = held.lane AND k.source > held.source)
             FROM held WHERE source IS NOT NULL)
       SELECT known.id FROM held, LATERAL (
           SELECT payment_id AS id FROM payment_keys k
            WHERE k.lane = held.lane AND k.source = held.source AND k.source_id = $1 LIMIT 1) known
        WHERE held.source IS NOT NULL LIMIT 20`,
      [sourceId],
    );
    return rows.map(({ id }) => id);
  }

  async operation(reads: Reads, id: string): Promise<OperationEntity | null> {
    return isId(id, 'opn') ? reads.findOneBy(OperationEntity, { id }) : null;
  }

  /** The rejected rows of an import in the order of the file, a thousand at a time. */
  async *rejections(reads: Reads, operationId: string): AsyncGenerator<OperationRejectionEntity> {
    let after = { line: '-1', code: '' };
    for (;;) {
      const rows = await reads
        .createQueryBuilder(OperationRejectionEntity, 'rejection')
        .where('rejection.operation_id = :operationId', { operationId })
        .andWhere('(rejection.line_number, rejection.reason_code) > (:line::bigint, :code)', after)
        .orderBy('rejection.line_number')
        .addOrderBy('rejection.reason_code')
        .limit(REJECTIONS_PER_READ)
        .getMany();
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < REJECTIONS_PER_READ) return;
      after = { line: last.lineNumber.toString(), code: last.reasonCode };
    }
  }
}
