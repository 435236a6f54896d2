import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { ClaimDraftEntity } from '../persistence/claim-draft.entity';

/**
 * Removes a draft that has expired. Nobody rings for it: from its last moment on the draft is not
 * shown any more, and the sweep finds what is left of it.
 */
export const expireDraftJob = defineJob<{ draftId: string }>({
  queue: 'expire-draft',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ draftId }) => draftId,
  async findDue(reads, now, limit) {
    const drafts = await reads.find(ClaimDraftEntity, {
      select: { id: true },
      where: { expiresAt: LessThan(now) },
      order: { expiresAt: 'ASC' },
      take: limit,
    });
    return drafts.map(({ id }) => ({ draftId: id }));
  },
});
