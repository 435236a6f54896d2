import { In, LessThan } from 'typeorm';

import { OperationEntity, defineJob } from '@app/platform';

/** A comparison that has not moved for this long has lost its job or its worker. */
const SILENT_MS = 60_000;

/** Puts the claims of a span before two packs. Safe to repeat: it begins anew and only reads. */
export const comparePacksJob = defineJob<{ operationId: string }>({
  queue: 'compare-packs',
  attemptsMax: 3,
  backoffMs: 2_000,
  concurrencyMax: 1,
  timeoutMs: 3_600_000,
  workIdOf: ({ operationId }) => operationId,
  async findDue(reads, now, limit) {
    const silent = await reads.find(OperationEntity, {
      select: { id: true },
      where: {
        kind: 'programs.compare',
        status: In(['queued', 'running']),
        updatedAt: LessThan(new Date(now.getTime() - SILENT_MS)),
      },
      order: { updatedAt: 'ASC' },
      take: limit,
    });
    return silent.map(({ id }) => ({ operationId: id }));
  },
});
