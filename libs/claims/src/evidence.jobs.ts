import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { ClaimEvidencePreparationEntity } from './persistence/claim-evidence-preparation.entity';
import { ClaimUploadEntity } from './persistence/claim-upload.entity';

/**
 * Makes the copy of a picture that reviewers see, looks for what they should know of a PDF, and has
 * both scanned. Safe to repeat: the file's row says what is still to be done.
 */
export const prepareEvidenceJob = defineJob<{ evidenceId: string }>({
  queue: 'prepare-evidence',
  attemptsMax: 8,
  backoffMs: 2_000,
  // Decoding takes memory, and both cores when two pictures come at once.
  concurrencyMax: 2,
  timeoutMs: 90_000,
  workIdOf: ({ evidenceId }) => evidenceId,
  async findDue(reads, now, limit) {
    const due = await reads.find(ClaimEvidencePreparationEntity, {
      select: { lane: true, evidenceId: true },
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
    return due.map(({ evidenceId }) => ({ evidenceId }));
  },
});

/** Removes an upload that is finished or was given up, with its parts. Safe to repeat. */
export const discardUploadJob = defineJob<{ uploadId: string }>({
  queue: 'discard-upload',
  attemptsMax: 8,
  backoffMs: 2_000,
  concurrencyMax: 2,
  timeoutMs: 60_000,
  workIdOf: ({ uploadId }) => uploadId,
  async findDue(reads, now, limit) {
    const over = await reads.find(ClaimUploadEntity, {
      select: { lane: true, id: true },
      where: { expiresAt: LessThan(now) },
      order: { expiresAt: 'ASC' },
      take: limit,
    });
    return over.map(({ id }) => ({ uploadId: id }));
  },
});
