import { defineJob } from '@app/platform';

/**
 * Gives an open claim to somebody else when its owner's account is disabled, or of a role that owns
 * no claims any more. Safe to repeat: an owner who is there keeps it.
 */
export const reassignClaimJob = defineJob<{ claimId: string }>({
  queue: 'reassign-claim',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  findDue: (reads, _now, limit) =>
    reads.query<{ claimId: string }[]>(
      `SELECT c.id AS "claimId" FROM users u JOIN claims c ON c.owner_id = u.id
        WHERE u.role <> 'claimant'
          AND (u.disabled_at IS NOT NULL OR u.role NOT IN ('reviewer', 'approver'))
          AND c.owner_id IS NOT NULL AND c.status NOT IN ('paid', 'denied', 'withdrawn', 'closed')
        LIMIT $1`,
      [limit],
    ),
});
