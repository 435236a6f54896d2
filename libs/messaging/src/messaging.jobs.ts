import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { MessageDeliveryEntity } from './persistence/message-delivery.entity';

/** How late a try may be before the sweep takes its job for lost. */
const OVERDUE_MS = 5_000;

/**
 * Sends a message out on the best way by which the claimant is reached. Safe to repeat: a try that
 * is not due does nothing, and one that comes twice is one mail by its Message-ID.
 */
export const deliverMessageJob = defineJob<{ messageId: string }>({
  queue: 'deliver-message',
  attemptsMax: 8,
  backoffMs: 1_000,
  concurrencyMax: 4,
  timeoutMs: 60_000,
  workIdOf: ({ messageId }) => messageId,
  async findDue(reads, now, limit) {
    const due = await reads.find(MessageDeliveryEntity, {
      select: { messageId: true },
      where: { nextTryAt: LessThan(new Date(now.getTime() - OVERDUE_MS)) },
      order: { nextTryAt: 'ASC' },
      take: limit,
    });
    return due.map(({ messageId }) => ({ messageId }));
  },
});
