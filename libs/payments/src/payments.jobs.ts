import { In, LessThan } from 'typeorm';

import { OperationEntity, defineJob } from '@app/platform';

/** An import that has not moved for this long has lost its job or its worker. */
const SILENT_MS = 60_000;

/** Reads an uploaded file of payments row by row. Safe to repeat: rows are known by natural key. */
export const importPaymentsJob = defineJob<{ operationId: string }>({
  queue: 'import-payments',
  attemptsMax: 5,
  backoffMs: 2_000,
  concurrencyMax: 1,
  timeoutMs: 2 * 3_600_000,
  workIdOf: ({ operationId }) => operationId,
  async findDue(reads, now, limit) {
    const silent = await reads.find(OperationEntity, {
      select: { id: true },
      where: {
        kind: 'payments.import',
        status: In(['queued', 'running']),
        updatedAt: LessThan(new Date(now.getTime() - SILENT_MS)),
      },
      order: { updatedAt: 'ASC' },
      take: limit,
    });
    return silent.map(({ id }) => ({ operationId: id }));
  },
});
