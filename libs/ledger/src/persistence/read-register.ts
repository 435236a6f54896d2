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

interface EntryRow {
  readonly leaf_index: string;
  readonly line: number;
  readonly journal_id: string;
  readonly kind: string;
  readonly claim_id: string | null;
  readonly occurred_at: Date;
  readonly effective_at: Date;
  readonly posted_at: Date;
  readonly memo: string;
  readonly contra: string;
  readonly change: string;
}

const CHANGE = 'CASE WHEN t.debit_account = $1 THEN t.amount_minor ELSE -t.amount_minor END';

/**
 * The lines of the account (`$1`, in the currency `$2`) in some leaves. OFFSET 0 keeps the planner
 * from reading whole tables instead of looking these few up.
 */
const LINES = (leaves: string): string => `
  (${leaves}) AS leaf (leaf_index)
  CROSS JOIN LATERAL (SELECT * FROM ledger_leaves l WHERE l.leaf_index = leaf.leaf_index OFFSET 0) AS l
  CROSS JOIN LATERAL (
    SELECT * FROM ledger_transfers t WHERE t.lane = l.lane AND t.journal_id = l.journal_id
       AND $1 IN (t.debit_account, t.credit_account) AND t.currency = $2 OFFSET 0) AS t`;

/**
 * Each checkpoint names the leaves that touched the account, so that no others are looked at. They
 * are taken newest first, from the checkpoint that holds the cursor on: a page of lines is in as
 * many leaves at most, and the one of the cursor, whose lines may all be seen. `width_bucket` says
 * by halving how many leaves of a checkpoint are not after the cursor.
 */
const ENTRIES = `
  SELECT l.leaf_index, t.line, l.journal_id, j.kind, j.claim_id, j.occurred_at, j.effective_at, j.posted_at, j.memo,
         CASE WHEN t.debit_account = $1 THEN t.credit_account ELSE t.debit_account END AS contra, ${CHANGE} AS change
    FROM ${LINES(`
      SELECT leaf_index FROM ledger_balance_checkpoints b
        CROSS JOIN width_bucket($3::bigint, b.leaf_indexes) AS place
        CROSS JOIN unnest(b.leaf_indexes[place - $5 : place]) AS leaf_index
       WHERE b.account = $1 AND b.currency = $2
         AND b.size <= coalesce((SELECT min(c.size) FROM ledger_checkpoints c WHERE c.size > $3), b.size)
       ORDER BY b.size DESC, leaf_index DESC LIMIT $5 + 1`)}
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_journals j WHERE j.lane = l.lane AND j.id = l.journal_id OFFSET 0) AS j
   WHERE (l.leaf_index, t.line) < ($3, $4)
   ORDER BY l.leaf_index DESC, t.line DESC LIMIT $5`;

/** What the checkpoint after a line says, less the lines between them. */
const BALANCE = `
  SELECT b.debit_minor - b.credit_minor - coalesce((
           SELECT sum(${CHANGE})
             FROM ${LINES('SELECT leaf_index FROM unnest(b.leaf_indexes) AS leaf_index WHERE leaf_index >= $3')}
            WHERE (l.leaf_index, t.line) > ($3, $4)), 0) AS balance
    FROM ledger_balance_checkpoints b
   WHERE b.account = $1 AND b.currency = $2 AND b.size > $3 ORDER BY b.size LIMIT 1`;

const BEFORE_THE_NEWEST: LinePlace = { leafIndex: Number.MAX_SAFE_INTEGER, line: 0 };

/**
 * Reads a register backwards. The balance after the first line is computed once; each further one
 * follows from the line above it.
 */
export async function readRegister(reads: Reads, wish: RegisterWish): Promise<RegisterEntry[]> {
  const { code, currency, limit, after = BEFORE_THE_NEWEST } = wish;
  const rows = await reads.query<EntryRow[]>(ENTRIES, [
    code,
    currency,
    after.leafIndex,
    after.line,
    limit,
  ]);
  const [first] = rows;
  if (first === undefined) return [];
  const place = [first.leaf_index, first.line];
  const [start] = await reads.query<{ balance: string }[]>(BALANCE, [code, currency, ...place]);
  if (start === undefined) throw new Error(`No checkpoint of account ${code} covers its line.`);
  let balanceMinor = BigInt(start.balance);
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
