import type { Reads } from '@app/platform';

/** A line of the log: the index of its journal and its number there. */
export interface LinePlace {
  readonly leafIndex: number;
  readonly line: number;
}

export interface RegisterWish {
  readonly code: string;
  readonly currency: string;
  readonly limit: number;
  /** The last line already seen; the register goes on with the one before it. */
  readonly after?: LinePlace;
}

export interface RegisterEntry extends LinePlace {
  readonly journalId: string;
  readonly kind: string;
  readonly claimId: string | null;
  readonly occurredAt: Date;
  readonly effectiveAt: Date;
  readonly postedAt: Date;
  readonly memo: string;
  /** The account on the other side of the line. */
  readonly contra: string;
  /** What the line adds: positive for a debit, negative for a credit. */
  readonly changeMinor: bigint;
  /** Debits minus credits after this line, in the order of the log. */
  readonly balanceMinor: bigint;
}

/** A stretch of the log that touches the account, and what the account had at its end. */
interface Stretch {
  readonly begin: string;
  readonly end: string;
  readonly balance: string;
}

/** Few enough to be read in a moment, and most of the time enough for a page. */
const STRETCHES_PER_READ = 16;

/**
 * Reads a register backwards, from checkpoint to checkpoint: each one that touched the account has
 * the balance at its end, so that no earlier line has to be looked at.
 */
export async function readRegister(reads: Reads, wish: RegisterWish): Promise<RegisterEntry[]> {
  const entries: RegisterEntry[] = [];
  let before: string | null = null;
  for (;;) {
    const stretches: Stretch[] = await readStretches(reads, wish, before);
    for (const stretch of stretches) {
      entries.push(
        ...(await readStretch(reads, { ...wish, limit: wish.limit - entries.length }, stretch)),
      );
      if (entries.length >= wish.limit) return entries;
    }
    const last = stretches.at(-1);
    if (last === undefined || stretches.length < STRETCHES_PER_READ) return entries;
    before = last.end;
  }
}

/** Newest first: those that end before `before`; at first, from the one that holds the cursor. */
async function readStretches(
  reads: Reads,
  { code, currency, after }: RegisterWish,
  before: string | null,
): Promise<Stretch[]> {
  return reads.query<Stretch[]>(
    `SELECT b.size AS end, b.debit_minor - b.credit_minor AS balance,
            coalesce((SELECT max(c.size) FROM ledger_checkpoints c WHERE c.size < b.size), 0) AS begin
       FROM ledger_balance_checkpoints b
      WHERE b.account = $1 AND b.currency = $2 AND ($3::bigint IS NULL OR b.size < $3)
        AND b.size <= coalesce((SELECT min(c.size) FROM ledger_checkpoints c WHERE c.size > $4::bigint), b.size)
      ORDER BY b.size DESC LIMIT ${STRETCHES_PER_READ}`,
    [code, currency, before, after?.leafIndex ?? null],
  );
}

interface EntryRow {
  leaf_index: string;
  line: number;
  journal_id: string;
  kind: string;
  claim_id: string | null;
  occurred_at: Date;
  effective_at: Date;
  posted_at: Date;
  memo: string;
  contra: string;
  change: string;
}

const CHANGE = 'CASE WHEN t.debit_account = $1 THEN t.amount_minor ELSE -t.amount_minor END';

/**
 * Lines of the account in a range of leaves, newest first. Leaf by leaf: a page stops as soon as it
 * is full, where one sort over all of it would have to read every line of the checkpoint first.
 */
const LINES = `
  FROM (SELECT * FROM ledger_leaves WHERE leaf_index >= $3 AND leaf_index <= $4 ORDER BY leaf_index DESC) AS l
  CROSS JOIN LATERAL (
    SELECT * FROM ledger_transfers t WHERE t.lane = l.lane AND t.journal_id = l.journal_id
       AND $1 IN (t.debit_account, t.credit_account) AND t.currency = $2 ORDER BY t.line DESC OFFSET 0) AS t`;

async function readStretch(
  reads: Reads,
  { code, currency, limit, after }: RegisterWish,
  { begin, end, balance }: Stretch,
): Promise<RegisterEntry[]> {
  const last = Number(end) - 1;
  const cursor =
    after !== undefined && after.leafIndex <= last ? after : { leafIndex: last + 1, line: 0 };
  const rows = await reads.query<EntryRow[]>(
    `SELECT e.*, j.kind, j.claim_id, j.occurred_at, j.effective_at, j.posted_at, j.memo FROM (
       SELECT l.leaf_index, l.lane, l.journal_id, t.line, ${CHANGE} AS change,
              CASE WHEN t.debit_account = $1 THEN t.credit_account ELSE t.debit_account END AS contra
         ${LINES} WHERE l.leaf_index < $5 OR t.line < $6
        LIMIT ${limit}) AS e
       JOIN ledger_journals j ON j.lane = e.lane AND j.id = e.journal_id
      ORDER BY e.leaf_index DESC, e.line DESC`,
    [code, currency, begin, Math.min(last, cursor.leafIndex), cursor.leafIndex, cursor.line],
  );
  let balanceMinor = BigInt(balance);
  if (cursor.leafIndex <= last) {
    const [seen] = await reads.query<{ change: string }[]>(
      `SELECT coalesce(sum(${CHANGE}), 0) AS change ${LINES} WHERE l.leaf_index > $3 OR t.line >= $5`,
      [code, currency, cursor.leafIndex, last, cursor.line],
    );
    balanceMinor -= BigInt(seen?.change ?? 0);
  }
  return rows.map((row) => {
    const entry = entryOf(row, balanceMinor);
    balanceMinor -= entry.changeMinor;
    return entry;
  });
}

function entryOf(row: EntryRow, balanceMinor: bigint): RegisterEntry {
  return {
    leafIndex: Number(row.leaf_index),
    line: row.line,
    journalId: row.journal_id,
    kind: row.kind,
    claimId: row.claim_id,
    occurredAt: row.occurred_at,
    effectiveAt: row.effective_at,
    postedAt: row.posted_at,
    memo: row.memo,
    contra: row.contra,
    changeMinor: BigInt(row.change),
    balanceMinor,
  };
}
