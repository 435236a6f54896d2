import { Client } from 'pg';

/** Payouts of a day over the one rail: each is a line of that day's statement, and a booking. */
const PER_DAY = 10_000;
/** So many of the newest lines, and of the newest bookings, have no partner. */
export const OPEN_EACH = 1_000;
const AMOUNT_MINOR = 100;
const ROWS_AT_ONCE = 1_000_000;

/** An id with the lane of `i` in its low six bits, as ids have it. */
function idOf(prefix: string): string {
  return `'${prefix}_' || lpad(to_hex(i), 24, '0') || ((i & 63) >> 5)::text
    || substr('0123456789abcdefghjkmnpqrstvwxyz', ((i & 31) + 1)::int, 1)`;
}

const AT = `$3::timestamptz - make_interval(secs => ($4::bigint - i) * 86400.0 / ${String(PER_DAY)})`;
const DAY = `(i / ${String(PER_DAY)})`;

/** Bookings, lines, and matches of all but the newest. */
const SEEDS: readonly string[] = [
  `INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, effective_at, posted_at, lines, actor,
      idempotency_key, memo)
    SELECT i & 63, ${idOf('jnl')}, 'E16', NULL, ${AT}, ${AT}, ${AT}, 1, 'system', ${idOf('pyo')} || '/E16', ''
      FROM generate_series($1::bigint, $2::bigint - 1) i`,
  `INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency,
      amount_minor, dimensions)
    SELECT i & 63, ${idOf('jnl')}, 0, 1, '2040', '1030', 'CNY', ${String(AMOUNT_MINOR)}, '{"rail": "simulated"}'
      FROM generate_series($1::bigint, $2::bigint - 1) i WHERE $3::timestamptz IS NOT NULL AND $4::bigint > 0`,
  `INSERT INTO statement_lines (id, statement_id, rail, currency, source, line_id, kind, direction, amount_minor,
      booked_at, key, transfer_id, text)
    SELECT ${idOf('stl')}, 'stm_' || ${DAY}, 'simulated', 'CNY', 'bench', i::text, 'payout', 'out',
           ${String(AMOUNT_MINOR)}, ${AT}, NULL, NULL, ''
      FROM generate_series($1::bigint, $2::bigint - 1) i`,
  `INSERT INTO statement_matches (id, line_id, rail, currency, journal_lane, journal_id, journal_line, kind, cause_id,
      matched_by, actor_id, matched_at)
    SELECT ${idOf('mat')}, ${idOf('stl')}, 'simulated', 'CNY', i & 63, ${idOf('jnl')}, 0, 'payout', ${idOf('pyo')},
           'key', 'system', ${AT}
      FROM generate_series($1::bigint, least($2::bigint, $4::bigint - ${String(OPEN_EACH)}) - 1) i`,
];

const STATEMENTS = `
  INSERT INTO statements (id, rail, currency, source, account, format, from_at, to_at, opening_minor, closing_minor,
    line_count, new_line_count, sha256, file_name, taken_by, taken_at)
  SELECT 'stm_' || day, 'simulated', 'CNY', 'bench', 'bench', 'csv', at, at + interval '1 day',
         -day * ${String(PER_DAY * AMOUNT_MINOR)}, -(day + 1) * ${String(PER_DAY * AMOUNT_MINOR)},
         ${String(PER_DAY)}, ${String(PER_DAY)}, 'day ' || day, 'bench.csv', 'bench', at + interval '1 day'
    FROM generate_series($1::bigint, $2::bigint - 1) day,
         LATERAL (SELECT $3::timestamptz - make_interval(secs => ($4::bigint - day * ${String(PER_DAY)}) * 86400.0
           / ${String(PER_DAY)}) AS at) began`;

/** What triggers keep, which are off while this is planted. */
const KEPT: readonly string[] = [
  `INSERT INTO stated_hours SELECT rail, currency, date_trunc('hour', booked_at, 'UTC'), -sum(amount_minor)
     FROM statement_lines WHERE $1::bigint > 0 GROUP BY 1, 2, 3`,
  `INSERT INTO open_statement_lines SELECT ${idOf('stl')}, 'simulated', 'CNY'
     FROM generate_series($1::bigint - ${String(OPEN_EACH)}, $1::bigint - 1) i`,
  `INSERT INTO open_rail_entries SELECT 'simulated', 'CNY', i & 63, ${idOf('jnl')}, 0
     FROM generate_series($1::bigint - ${String(OPEN_EACH)}, $1::bigint - 1) i`,
  `INSERT INTO reconciled_books (rail, currency, is_due, matched_count, counted_minor, counted_transit_minor)
    VALUES ('simulated', 'CNY', true, $1::bigint - ${String(OPEN_EACH)}, -$1::bigint * ${String(AMOUNT_MINOR)},
            -$1::bigint * ${String(AMOUNT_MINOR)})`,
];

/** Plants so many lines and bookings, all matched but for the newest. */
export async function plant(adminUrl: string, count: number): Promise<void> {
  const client = new Client({
    connectionString: adminUrl,
    options: '-c search_path=ganpei -c session_replication_role=replica -c synchronous_commit=off',
  });
  await client.connect();
  try {
    const until = new Date(Date.now() - 3 * 86_400_000);
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      const span = [from, Math.min(count, from + ROWS_AT_ONCE), until, count];
      for (const seed of SEEDS) await client.query(seed, span);
    }
    await client.query(STATEMENTS, [0, count / PER_DAY, until, count]);
    for (const kept of KEPT) await client.query(kept, [count]);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}
