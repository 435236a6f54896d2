import { defineJob } from '@app/platform';

/** Puts an approved change into force at its time. Safe to repeat: it comes into force once. */
export const applyChangeJob = defineJob<{ changeId: string }>({
  queue: 'apply-change',
  attemptsMax: 8,
  backoffMs: 1_000,
  concurrencyMax: 1,
  timeoutMs: 30_000,
  workIdOf: ({ changeId }) => changeId,
  async findDue(reads, now, limit) {
    const rows = await reads.query<{ change_id: string }[]>(
      `SELECT a.change_id FROM controlled_change_approvals a
        WHERE a.verdict = 'approve' AND a.effective_at <= $1
          AND NOT EXISTS (SELECT FROM applied_changes done WHERE done.change_id = a.change_id)
          AND NOT EXISTS (SELECT FROM controlled_change_approvals r
                           WHERE r.change_id = a.change_id AND r.verdict = 'return')
        ORDER BY a.effective_at LIMIT $2`,
      [now, limit],
    );
    return rows.map((row) => ({ changeId: row.change_id }));
  },
});
