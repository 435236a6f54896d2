import type { Reads } from '@app/platform';

import type { StatedBalance } from './domain/balance-breaks';
import { NOW, SETTLED_BREAK, TAKEN_STATEMENT, standsIn } from './known-by';
import type { Known } from './known-by';

/** What lines moved, by the hour: what moved within the hour of a beginning is added to it. */
const HOURS = `
  SELECT NULL AS id, NULL::timestamptz AS from_at, hour AS at, 1 AS place, NULL::bigint AS opening, minor
    FROM stated_hours WHERE rail = $1 AND currency = $2
  UNION ALL
  SELECT statement.id, statement.from_at, date_trunc('hour', statement.from_at, 'UTC'), 0, statement.opening_minor, 0
    FROM statements statement`;
const WITHIN_THE_HOUR = `
  (SELECT coalesce(sum(CASE line.direction WHEN 'in' THEN line.amount_minor ELSE -line.amount_minor END), 0)
     FROM statement_lines line JOIN statements first ON first.id = line.statement_id
    WHERE line.rail = $1 AND line.currency = $2 AND ${standsIn('first')}
      AND line.booked_at >= summed.at AND line.booked_at < summed.from_at)`;

/** Line by line, for what was known by an earlier moment. */
const LINES = `
  SELECT NULL AS id, NULL::timestamptz AS from_at, line.booked_at AS at, 1 AS place, NULL::bigint AS opening,
         CASE line.direction WHEN 'in' THEN line.amount_minor ELSE -line.amount_minor END AS minor
    FROM statement_lines line JOIN statements statement ON statement.id = line.statement_id
   WHERE line.rail = $1 AND line.currency = $2 AND ${TAKEN_STATEMENT}
  UNION ALL
  SELECT statement.id, statement.from_at, statement.from_at, 0, statement.opening_minor, 0 FROM statements statement`;

/** What the statements open with, beside what all lines before each of them add up to. */
export async function readStatedBalances(reads: Reads, known: Known): Promise<StatedBalance[]> {
  const [moved, rest] = known[2] === NOW ? [HOURS, WITHIN_THE_HOUR] : [LINES, '0'];
  const rows = await reads.query<
    { id: string; from_at: Date; opening: string; before: string; settled: string }[]
  >(
    `WITH moved AS (${moved}
        WHERE statement.rail = $1 AND statement.currency = $2 AND ${TAKEN_STATEMENT}
          AND statement.opening_minor IS NOT NULL),
     summed AS (SELECT moved.*, sum(minor) OVER (ORDER BY at, place) AS before FROM moved)
     SELECT id, from_at, opening::text AS opening, (before + ${rest})::text AS before,
            (SELECT coalesce(sum(found.effect_minor), 0)::text FROM reconciliation_breaks found
              WHERE found.statement_id = summed.id AND ${SETTLED_BREAK}) AS settled
       FROM summed WHERE id IS NOT NULL`,
    [...known],
  );
  return rows.map(({ id, from_at: from, opening, before, settled }) => ({
    ...{ statementId: id, from, openingMinor: BigInt(opening) },
    ...{ linesBeforeMinor: BigInt(before), settledMinor: BigInt(settled) },
  }));
}
