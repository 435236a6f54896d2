import { HOUSE_LANE } from '@app/kernel';
import type { Reads } from '@app/platform';

import { OPEN_PAYOUT } from './open-payout';

/** Over a weekend a bank does nothing, and neither need people; after that somebody is late. */
export const BANK_DAYS_MAX = 4;

/**
 * What waits for people: instructions for a `file`, files for their `release` or for somebody who
 * fetches them (`fetch`), and reports for another person (`report`).
 */
export type BankStage = 'file' | 'release' | 'fetch' | 'report';
const BANK_STAGES: readonly BankStage[] = ['file', 'release', 'fetch', 'report'];

export interface BankBacklog {
  readonly stage: BankStage;
  readonly count: number;
  /** Null where nothing waits. */
  readonly oldestAt: Date | null;
  /** How many of them have waited for longer than they may. */
  readonly overAge: number;
}

const DAY_MS = 86_400_000;

/** What of the bank's files and reports waits for people, by stage, in their order. */
export async function bankBacklog(reads: Reads, now: Date): Promise<BankBacklog[]> {
  const rows = await reads.query<BankBacklog[]>(
    `WITH waiting (stage, since) AS (
       SELECT 'file', instruction.created_at FROM bank_instructions instruction
        WHERE instruction.file_id IS NULL AND EXISTS (${OPEN_PAYOUT})
       UNION ALL
       SELECT 'release', made_at FROM bank_files WHERE status = 'waiting'
       UNION ALL
       SELECT 'fetch', (SELECT max(r.given_at) FROM bank_file_releases r WHERE r.file_id = file.id)
         FROM bank_files file
        WHERE file.status = 'released' AND NOT EXISTS (SELECT FROM audit_records fetched
                WHERE fetched.lane = $2 AND fetched.object_id = file.id
                  AND fetched.action = 'bank_file.downloaded')
       UNION ALL
       SELECT 'report', taken_at FROM bank_reports WHERE status = 'waiting')
     SELECT stage, count(*)::int AS count, min(since) AS "oldestAt",
            (count(*) FILTER (WHERE since < $1))::int AS "overAge"
       FROM waiting GROUP BY stage`,
    [new Date(now.getTime() - BANK_DAYS_MAX * DAY_MS), HOUSE_LANE],
  );
  const nothing = { count: 0, oldestAt: null, overAge: 0 };
  return BANK_STAGES.map(
    (stage) => rows.find((row) => row.stage === stage) ?? { stage, ...nothing },
  );
}
