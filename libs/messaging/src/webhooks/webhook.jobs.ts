import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';

/** How late a try may be before the sweep takes its job for lost. */
const OVERDUE_MS = 5_000;
/** Of one endpoint the sweep takes no more at a time: a slow one hides nobody else's. */
const DUE_PER_ENDPOINT_MAX = 50;
/** What one worker has under way to all endpoints, of which each may hold a quarter. */
const CONCURRENCY_MAX = 16;
export const IN_FLIGHT_PER_ENDPOINT_MAX = CONCURRENCY_MAX / 4;

const DUE = `
  SELECT endpoint_id AS "endpointId", claim_id AS "claimId"
    FROM (SELECT *, row_number() OVER (PARTITION BY endpoint_id ORDER BY next_try_at) AS place
            FROM webhook_streams WHERE next_try_at < $1) AS due
   WHERE place <= $2 ORDER BY next_try_at LIMIT $3`;

/**
 * Posts the next event that an endpoint is owed of a claim. Safe to repeat: a try that is not due
 * does nothing, and an event that is posted twice has the same `webhook-id`.
 */
export const deliverWebhookJob = defineJob<{ endpointId: string; claimId: string }>({
  queue: 'deliver-webhook',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: CONCURRENCY_MAX,
  timeoutMs: 60_000,
  workIdOf: ({ endpointId, claimId }) => `${endpointId}-${claimId}`,
  async findDue(reads, now, limit) {
    const overdue = new Date(now.getTime() - OVERDUE_MS);
    return reads.query(DUE, [overdue, DUE_PER_ENDPOINT_MAX, limit]);
  },
});

/** Tells the owner of an endpoint that we switched it off. May do so twice, under one name. */
export const tellWebhookOwnerJob = defineJob<{ endpointId: string }>({
  queue: 'tell-webhook-owner',
  attemptsMax: 8,
  backoffMs: 2_000,
  concurrencyMax: 1,
  timeoutMs: 60_000,
  workIdOf: ({ endpointId }) => endpointId,
  async findDue(reads, now, limit) {
    const due = await reads.find(WebhookEndpointEntity, {
      select: { id: true },
      where: { noticeDueAt: LessThan(now) },
      order: { noticeDueAt: 'ASC' },
      take: limit,
    });
    return due.map(({ id }) => ({ endpointId: id }));
  },
});
