import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MailAnswerEntity } from '../persistence/mail-answer.entity';

/** Reads a mail and puts it where it belongs. Safe to repeat: a mail is read once. */
export const readMailJob = defineJob<{ inboundMailId: string }>({
  queue: 'read-mail',
  attemptsMax: 8,
  backoffMs: 1_000,
  // Each of them holds a whole mail in memory.
  concurrencyMax: 3,
  timeoutMs: 120_000,
  workIdOf: ({ inboundMailId }) => inboundMailId,
  async findDue(reads, now, limit) {
    const due = await reads.find(InboundMailEntity, {
      select: { lane: true, id: true },
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
    return due.map(({ id }) => ({ inboundMailId: id }));
  },
});

/** Sends the one answer to a mail. May send it twice, under the same name: a reader sees one. */
export const answerMailJob = defineJob<{ inboundMailId: string }>({
  queue: 'answer-mail',
  attemptsMax: 8,
  backoffMs: 2_000,
  concurrencyMax: 2,
  timeoutMs: 60_000,
  workIdOf: ({ inboundMailId }) => inboundMailId,
  async findDue(reads, now, limit) {
    const due = await reads.find(MailAnswerEntity, {
      select: { lane: true, inboundMailId: true },
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
    return due.map(({ inboundMailId }) => ({ inboundMailId }));
  },
});
