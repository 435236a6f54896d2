import type { Reads } from '@app/platform';

/** Payouts of which their rail has said for longer than it may that they are on their way. */
export interface OverduePayouts {
  readonly rail: string;
  readonly currency: string;
  readonly count: number;
  readonly oldestAt: Date;
  readonly oldestId: string;
  /** Who looks after the claim of the oldest; null while it waits for an owner. */
  readonly ownerName: string | null;
}

const DAY_MS = 86_400_000;

/** By rail and currency, for those who watch. Two people may say what became of each. */
export async function overduePayouts(
  reads: Reads,
  { now, pendingDays }: { readonly now: Date; readonly pendingDays: number },
): Promise<OverduePayouts[]> {
  return reads.query<OverduePayouts[]>(
    `WITH overdue AS (
       SELECT rail, currency, lane, id, claim_id, first_sent_at FROM payouts
        WHERE next_action_at IS NOT NULL AND status = 'pending' AND first_sent_at <= $1),
     oldest AS (
       SELECT DISTINCT ON (rail, currency) * FROM overdue ORDER BY rail, currency, first_sent_at, id)
     SELECT oldest.rail, oldest.currency, oldest.first_sent_at AS "oldestAt", oldest.id AS "oldestId",
            (SELECT count(*)::int FROM overdue
              WHERE overdue.rail = oldest.rail AND overdue.currency = oldest.currency) AS count,
            (SELECT owner.name FROM claims claim JOIN users owner ON owner.id = claim.owner_id
              WHERE claim.lane = oldest.lane AND claim.id = oldest.claim_id) AS "ownerName"
       FROM oldest ORDER BY oldest.rail, oldest.currency`,
    [new Date(now.getTime() - pendingDays * DAY_MS)],
  );
}
