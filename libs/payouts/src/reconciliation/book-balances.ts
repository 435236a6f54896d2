import type { Reads } from '@app/platform';

import type { BookBalances } from './domain/daily-report';
import { CASH } from './domain/reconcilable';
import type { Book } from './domain/reconcilable';
import { NOW, STANDING_MATCH, TAKEN_STATEMENT, standsIn } from './known-by';
import type { Known } from './known-by';
import { ReconciledBookEntity } from './persistence/reconciled-book.entity';

/** How many lines are matched, as was known by a moment. */
export async function matchedBy(reads: Reads, book: Book, knownBy: Date): Promise<number> {
  const { rail, currency } = book;
  if (knownBy === NOW) {
    const kept = await reads.findOneBy(ReconciledBookEntity, { rail, currency });
    return Number(kept?.matchedCount ?? 0n);
  }
  const [row] = await reads.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM statement_matches match
      WHERE match.rail = $1 AND match.currency = $2 AND ${STANDING_MATCH}`,
    [rail, currency, knownBy],
  );
  return row?.count ?? 0;
}

/** Of our own bank account only the top-ups are looked at: its balance is not compared. */
export async function readBookBalances(
  reads: Reads,
  book: Book,
  knownBy: Date,
): Promise<BookBalances> {
  if (book.rail === CASH) return { ledgerMinor: 0n, inTransitMinor: 0n, statementMinor: null };
  const known = [book.rail, book.currency, knownBy] as const;
  const { ledgerMinor, inTransitMinor } =
    knownBy === NOW ? await countOn(reads, book) : await ledgerThen(reads, known);
  return { ledgerMinor, inTransitMinor, statementMinor: await statedBalance(reads, known) };
}

type LedgerBalances = Pick<BookBalances, 'ledgerMinor' | 'inTransitMinor'>;

/** What a line of a journal brings to the account, and to what is in transit. */
const ON_ACCOUNT = `t.amount_minor * ((t.debit_account = '1030')::int - (t.credit_account = '1030')::int)`;
const IN_TRANSIT = `t.amount_minor * ((t.credit_account = '2040')::int - (t.debit_account = '2040')::int)`;

async function ledgerThen(reads: Reads, known: Known): Promise<LedgerBalances> {
  const [row] = await reads.query<{ balance: string; transit: string }[]>(
    `SELECT coalesce(sum(${ON_ACCOUNT}), 0)::text AS balance, coalesce(sum(${IN_TRANSIT}), 0)::text AS transit
       FROM ledger_transfers t
       JOIN ledger_journals journal ON journal.lane = t.lane AND journal.id = t.journal_id
      WHERE (t.debit_account IN ('1030', '2040') OR t.credit_account IN ('1030', '2040'))
        AND t.dimensions ->> 'rail' = $1 AND t.currency = $2 AND journal.posted_at <= $3`,
    [...known],
  );
  return { ledgerMinor: BigInt(row?.balance ?? 0), inTransitMinor: BigInt(row?.transit ?? 0) };
}

/** The lines of the account in some journals. */
const SUMS = (journals: string): string => `
  SELECT coalesce(sum(${ON_ACCOUNT}), 0) AS minor, coalesce(sum(${IN_TRANSIT}), 0) AS transit
    FROM (${journals}) AS journal (lane, id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_transfers t WHERE t.lane = journal.lane AND t.journal_id = journal.id
         AND t.currency = $2 AND t.dimensions ->> 'rail' = $1 OFFSET 0) AS t`;

/** Each checkpoint of the log names the leaves that touched an account: no others are looked at. */
const COUNT = `
  WITH newest AS (SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints),
  sealed AS (${SUMS(`
    SELECT l.lane, l.journal_id FROM (
      SELECT DISTINCT unnest(b.leaf_indexes) FROM ledger_balance_checkpoints b
       WHERE b.account IN ('1030', '2040') AND b.currency = $2 AND b.size > $3) AS leaf (index)
      CROSS JOIN LATERAL (
        SELECT * FROM ledger_leaves l WHERE l.leaf_index = leaf.index OFFSET 0) AS l`)}),
  unsealed AS (${SUMS(`
    SELECT u.lane, unnest(u.journal_ids)
      FROM (SELECT lane, journal_ids FROM ledger_unsealed ORDER BY lane, id) AS u`)})
  SELECT newest.size::text AS size, sealed.minor::text AS "sealedMinor", sealed.transit::text AS "sealedTransit",
         unsealed.minor::text AS "unsealedMinor", unsealed.transit::text AS "unsealedTransit"
    FROM newest, sealed, unsealed`;

type Counted = Pick<ReconciledBookEntity, 'countedSize' | 'countedMinor' | 'countedTransitMinor'>;

/**
 * Counts on from what was counted when the account was compared last: what it costs depends on what
 * was booked since. `counted` is what the next time may count on from.
 */
export async function countOn(
  reads: Reads,
  { rail, currency }: Book,
): Promise<LedgerBalances & { readonly counted: Counted }> {
  const kept = await reads.findOneBy(ReconciledBookEntity, { rail, currency });
  const { countedSize = 0n, countedMinor = 0n, countedTransitMinor = 0n } = kept ?? {};
  const [row] = await reads.query<Record<string, string>[]>(COUNT, [
    ...[rail, currency, countedSize.toString()],
  ]);
  const of = (name: string): bigint => BigInt(row?.[name] ?? 0);
  const counted = {
    countedSize: of('size'),
    countedMinor: countedMinor + of('sealedMinor'),
    countedTransitMinor: countedTransitMinor + of('sealedTransit'),
  };
  return {
    counted,
    ledgerMinor: counted.countedMinor + of('unsealedMinor'),
    inTransitMinor: counted.countedTransitMinor + of('unsealedTransit'),
  };
}

async function statedBalance(reads: Reads, known: Known): Promise<bigint | null> {
  const [stated] = await reads.query<{ closing: string; after: string }[]>(
    `SELECT statement.closing_minor::text AS closing,
            (SELECT coalesce(sum(CASE line.direction WHEN 'in' THEN line.amount_minor ELSE -line.amount_minor END), 0)::text
               FROM statement_lines line JOIN statements first ON first.id = line.statement_id
              WHERE line.rail = $1 AND line.currency = $2 AND ${standsIn('first')}
                AND line.booked_at > statement.to_at) AS after
       FROM statements statement
      WHERE statement.rail = $1 AND statement.currency = $2 AND ${TAKEN_STATEMENT}
        AND statement.closing_minor IS NOT NULL
      ORDER BY statement.to_at DESC, statement.from_at DESC, statement.id DESC LIMIT 1`,
    [...known],
  );
  return stated === undefined ? null : BigInt(stated.closing) + BigInt(stated.after);
}
