import { HOUSE_LANE } from '@app/kernel';
import { defineJob } from '@app/platform';

/** How often a fund is looked at when nobody rings. */
const LOOK_AGAIN_MS = 15_000;

/**
 * Looks after the fund of a currency: fills up rails by their rules, then raises and ends alarms.
 * Defined here, because whoever moves money of the fund rings; payouts say what they wait for. Safe
 * to repeat and to run twice at once.
 */
export const tendFundJob = defineJob<{ currency: string }>({
  queue: 'tend-fund',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 1,
  timeoutMs: 60_000,
  workIdOf: ({ currency }) => currency,
  async findDue(reads, now, limit) {
    return reads.query(
      `SELECT g.currency FROM ledger_guards g LEFT JOIN fund_watches w ON w.currency = g.currency
        WHERE g.guard = 'fund' AND g.lane = $1 AND coalesce(w.looked_at, '-infinity') < $2
        ORDER BY w.looked_at NULLS FIRST LIMIT $3`,
      [HOUSE_LANE, new Date(now.getTime() - LOOK_AGAIN_MS), limit],
    );
  },
});

/** Writes to an operator what happened to a fund. Defined here, done where mails are. */
export const tellFundEventJob = defineJob<{ noticeId: string }>({
  queue: 'tell-fund-event',
  attemptsMax: 8,
  backoffMs: 2_000,
  concurrencyMax: 1,
  timeoutMs: 60_000,
  workIdOf: ({ noticeId }) => noticeId,
  async findDue(reads, now, limit) {
    return reads.query(
      `SELECT id AS "noticeId" FROM fund_notices WHERE due_at < $1 ORDER BY due_at LIMIT $2`,
      [now, limit],
    );
  },
});

/** Books what the months that are over have earned of a billed contribution: each of them once. */
export const earnContributionJob = defineJob<{ billedId: string }>({
  queue: 'earn-contribution',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 1,
  timeoutMs: 60_000,
  workIdOf: ({ billedId }) => billedId,
  async findDue(reads, now, limit) {
    return reads.query(
      `SELECT billed_id AS "billedId" FROM earning_contributions
        WHERE next_at <= $1 ORDER BY next_at LIMIT $2`,
      [now, limit],
    );
  },
});
