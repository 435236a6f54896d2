import { Injectable } from '@nestjs/common';

import { isId, laneOfId, laneOfSeed } from '@app/kernel';
import { OperationEntity, OperationRejectionEntity } from '@app/platform';
import type { PageRequest, Reads } from '@app/platform';

import { PaymentEntity } from './persistence/payment.entity';

export interface PaymentFilter {
  readonly payerId?: string;
  readonly sourceId?: string;
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
    if (page.after !== undefined) query.andWhere('payment.id < :after', { after: page.after });
    return query.getMany();
  }

  async byId(reads: Reads, id: string): Promise<PaymentEntity | null> {
    if (!isId(id, 'pmt')) return null;
    return reads.findOneBy(PaymentEntity, { lane: laneOfId(id), id });
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
