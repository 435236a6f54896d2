import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { WebhookStreamEntity } from './persistence/webhook-stream.entity';

/** How late a try may be before the sweep takes its job for lost. */
const OVERDUE_MS = 5_000;

/**
 * Posts the next event that an endpoint is owed of a claim. Safe to repeat: a try that is not due
 * does nothing, and an event that is posted twice has the same `webhook-id`.
 */
export const deliverWebhookJob = defineJob<{ endpointId: string; claimId: string }>({
  queue: 'deliver-webhook',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 8,
  timeoutMs: 60_000,
  workIdOf: ({ endpointId, claimId }) => `${endpointId}-${claimId}`,
  async findDue(reads, now, limit) {
    const due = await reads.find(WebhookStreamEntity, {
      where: { nextTryAt: LessThan(new Date(now.getTime() - OVERDUE_MS)) },
      order: { nextTryAt: 'ASC' },
      take: limit,
    });
    return due.map(({ endpointId, claimId }) => ({ endpointId, claimId }));
  },
});
