import { defineJob } from '@app/platform';

const OPEN = `owner_id IS NOT NULL AND status NOT IN ('paid', 'denied', 'withdrawn', 'closed')`;

/** Every owner of open claims: from one to the next by their index, however many each has. */
const OWNERS = `WITH RECURSIVE owners AS (
  (SELECT owner_id FROM claims WHERE ${OPEN} ORDER BY owner_id LIMIT 1)
  UNION ALL
  SELECT (SELECT c.owner_id FROM claims c
           WHERE ${OPEN} AND c.owner_id > owners.owner_id ORDER BY c.owner_id LIMIT 1)
    FROM owners WHERE owners.owner_id IS NOT NULL
)`;

/** So long reviewers can pick a claim that nobody has, before the system gives it to somebody. */
const PICK_MS = 3_600_000;
/** None of them while there is nobody at all who owns claims. */
const UNOWNED = `SELECT id AS "claimId" FROM claims
  WHERE unowned_since < $2 AND EXISTS (SELECT FROM users
    WHERE role IN ('reviewer', 'approver') AND disabled_at IS NULL)
  ORDER BY unowned_since LIMIT $1`;

/**
 * Gives an open claim to somebody else when its owner's account is disabled, or of a role that owns
 * no claims any more; and to somebody when it has had no owner for an hour. Safe to repeat: an
 * owner who is there keeps it.
 */
export const reassignClaimJob = defineJob<{ claimId: string }>({
  queue: 'reassign-claim',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const left = await reads.query<{ claimId: string }[]>(
      `${OWNERS}
       SELECT c.id AS "claimId" FROM owners JOIN users u ON u.id = owners.owner_id
         JOIN (SELECT id, owner_id FROM claims WHERE ${OPEN}) c ON c.owner_id = u.id
        WHERE u.disabled_at IS NOT NULL OR u.role NOT IN ('reviewer', 'approver')
        LIMIT $1`,
      [limit],
    );
    const since = new Date(now.getTime() - PICK_MS);
    const unowned = await reads.query<{ claimId: string }[]>(UNOWNED, [limit, since]);
    return [...left, ...unowned].slice(0, limit);
  },
});
