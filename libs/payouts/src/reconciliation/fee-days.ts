import type { Reads } from '@app/platform';

import type { FeeDay } from './domain/fee-bounds';
import type { Book } from './domain/reconcilable';

/** What was booked as fees by statements, and what we sent, on some days of UTC, by their day. */
export async function readFeeDays(
  reads: Reads,
  { rail, currency }: Book,
  days: readonly string[],
): Promise<ReadonlyMap<string, FeeDay>> {
  const rows = await reads.query<{ day: string; booked: string; sent: string }[]>(
    `SELECT asked.day::text AS day,
            (SELECT coalesce(sum(line.amount_minor), 0)::text
               FROM statement_lines line JOIN standing_matches match ON match.line_id = line.id
              WHERE line.rail = $1 AND line.currency = $2 AND line.kind = 'fee' AND match.matched_by = 'cause'
                AND line.booked_at >= asked.day::timestamp AT TIME ZONE 'UTC'
                AND line.booked_at < (asked.day + 1)::timestamp AT TIME ZONE 'UTC') AS booked,
            (SELECT coalesce(sum(sent.amount_minor), 0)::text FROM rail_days sent
              WHERE sent.rail = $1 AND sent.currency = $2 AND sent.day BETWEEN asked.day - 1 AND asked.day) AS sent
       FROM unnest($3::date[]) AS asked (day)`,
    [rail, currency, [...new Set(days)]],
  );
  return new Map(
    rows.map(({ day, booked, sent }) => [
      day,
      { bookedMinor: BigInt(booked), sentMinor: BigInt(sent) },
    ]),
  );
}
