import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { dayBefore } from '../domain/evidence-limits';
import { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';
import { ProvisionalFileEntity } from '../persistence/provisional-file.entity';

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

/**
 * Removes a file that no record names, a day after it came or was let go of. Safe to repeat: it is
 * looked for again before it goes.
 */
export const discardFileJob = defineJob<{ sha256: string }>({
  queue: 'discard-file',
  attemptsMax: 8,
  backoffMs: 2_000,
  concurrencyMax: 2,
  timeoutMs: 60_000,
  workIdOf: ({ sha256 }) => sha256,
  async findDue(reads, now, limit) {
    const settled = await reads.find(ProvisionalFileEntity, {
      select: { sha256: true },
      where: { since: LessThan(dayBefore(now)) },
      order: { since: 'ASC' },
      take: limit,
    });
    return settled.map(({ sha256 }) => ({ sha256 }));
  },
});
