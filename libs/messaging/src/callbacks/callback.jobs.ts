import { defineJob } from '@app/platform';

import { lapsedBefore } from '../domain/callback-slots';
import { takingsSince } from '../domain/callback-taking';

/**
 * Makes up for a call whose slot passed without one. Nobody rings for it: the sweep finds each of
 * them by its slot, unless somebody of the desk is calling right then. Safe to repeat.
 */
export const makeUpCallbackJob = defineJob<{ callbackId: string }>({
  queue: 'make-up-callback',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ callbackId }) => callbackId,
  findDue: (reads, now, limit) =>
    reads.query<{ callbackId: string }[]>(
      `SELECT id AS "callbackId" FROM callbacks
        WHERE state = 'booked' AND slot_at < $1 AND slot_ends_at < $1
          AND (taken_at IS NULL OR taken_at <= $2)
        ORDER BY slot_at, id LIMIT $3`,
      [lapsedBefore(now), takingsSince(now), limit],
    ),
});
