import type { Reads } from '@app/platform';

/** Two working days are promised: over holidays that is a week, and what is older is neglect. */
export const ANSWER_DAYS_MAX = 7;

/** Claimants who have waited for an answer for too long. */
interface OwedAnswers {
  /** To what they wrote, and to what they object to. */
  readonly claims: number;
  readonly oldestAt: Date | null;
}

/** Whom people owe an answer for longer than they may. */
export async function owedAnswers(reads: Reads, now: Date): Promise<OwedAnswers> {
  const [row] = await reads.query<[OwedAnswers]>(
    `SELECT count(DISTINCT owed.claim_id)::int AS claims, min(owed.since) AS "oldestAt"
       FROM (SELECT id AS claim_id, answer_owed_at AS since FROM claims
              WHERE answer_owed_at IS NOT NULL
             UNION ALL
             SELECT r.claim_id, o.objected_at FROM clawback_objections o
               JOIN recoveries r ON r.lane = o.lane AND r.id = o.recovery_id AND r.status = 'objected'
              WHERE NOT EXISTS (SELECT FROM clawback_objection_answers a
                     WHERE a.lane = o.lane AND a.recovery_id = o.recovery_id AND a.number = o.number)) owed
      WHERE owed.since < $1::timestamptz - make_interval(days => $2)`,
    [now, ANSWER_DAYS_MAX],
  );
  return row;
}
