import type { PoolClient } from 'pg';

import type { StoredNode } from '../domain/transparency/stored-nodes';
import type { AccountTurnover, DailyTurnover, SealedTurnover, TimeRange } from '../domain/turnover';
import { arrayLiteral } from './array-literal';
import type { JournalPlace } from './unsealed-journals';

type Connection = Pick<PoolClient, 'query'>;

export interface NewLeaves {
  /** The index of the first of them. */
  readonly first: number;
  readonly places: readonly JournalPlace[];
  readonly hashes: readonly Buffer[];
}

/** Writes a batch of leaves at the end of the log. */
export async function insertLeaves(
  connection: Connection,
  { first, places, hashes }: NewLeaves,
): Promise<void> {
  if (hashes.length === 0) return;
  await connection.query({
    name: 'ledger.leaves',
    text: `INSERT INTO ledger_leaves (leaf_index, lane, journal_id, hash)
           SELECT $1::bigint + place - 1, lane, journal_id, hash
             FROM unnest($2::smallint[], $3::text[], $4::bytea[]) WITH ORDINALITY
               AS leaf (lane, journal_id, hash, place)`,
    values: [
      first,
      arrayLiteral(places.map(({ lane }) => lane)),
      arrayLiteral(places.map(({ id }) => id)),
      byteaLiteral(hashes),
    ],
  });
}

/** Writes the nodes that became complete, if any. */
export async function insertNodes(
  connection: Connection,
  nodes: readonly StoredNode[],
): Promise<void> {
  if (nodes.length === 0) return;
  await connection.query(
    `INSERT INTO ledger_log_nodes (level, node_index, hash)
     SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [
      arrayLiteral(nodes.map(({ level }) => level)),
      arrayLiteral(nodes.map(({ index }) => index)),
      byteaLiteral(nodes.map(({ hash }) => hash)),
    ],
  );
}

export interface NewCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly booked: TimeRange;
  readonly effective: TimeRange;
}

export async function insertCheckpoint(
  connection: Connection,
  { size, root, note, booked, effective }: NewCheckpoint,
): Promise<void> {
  await connection.query(
    'INSERT INTO ledger_checkpoints (size, root, note, booked, effective) VALUES ($1, $2, $3, $4, $5)',
    [size, root, note, rangeLiteral(booked), rangeLiteral(effective)],
  );
}

function rangeLiteral({ first, last }: TimeRange): string {
  return `[${first},${last}]`;
}

/**
 * Writes what has gone through the touched accounts in all, at the new size of the log, and which
 * of its new leaves touched them.
 */
export async function insertBalances(
  connection: Connection,
  size: number,
  totals: readonly SealedTurnover[],
): Promise<void> {
  await connection.query(
    `INSERT INTO ledger_balance_checkpoints (account, currency, size, debit_minor, credit_minor, leaf_indexes)
     SELECT t.account, t.currency, $1::bigint, coalesce(b.debit_minor, 0) + t.debit,
            coalesce(b.credit_minor, 0) + t.credit, t.leaf_indexes::bigint[]
       FROM unnest($2::text[], $3::text[], $4::numeric[], $5::numeric[], $6::text[])
         AS t (account, currency, debit, credit, leaf_indexes)
       LEFT JOIN LATERAL (
         SELECT debit_minor, credit_minor FROM ledger_balance_checkpoints b
          WHERE b.account = t.account AND b.currency = t.currency::char(3) ORDER BY size DESC LIMIT 1) b ON true`,
    [
      size,
      ...turnoverColumns(totals),
      arrayLiteral(totals.map(({ leafIndexes }) => arrayLiteral(leafIndexes))),
    ],
  );
}

/** Adds a batch to the turnover of its days. Only the sealer writes here, one at a time. */
export async function addDailyTurnover(
  connection: Connection,
  daily: readonly DailyTurnover[],
): Promise<void> {
  await connection.query(
    `INSERT INTO ledger_daily_turnover AS d (account, currency, debit_minor, credit_minor, basis, day)
     SELECT * FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[], $5::text[], $6::date[])
     ON CONFLICT (basis, account, currency, day) DO UPDATE
       SET debit_minor = d.debit_minor + excluded.debit_minor, credit_minor = d.credit_minor + excluded.credit_minor`,
    [
      ...turnoverColumns(daily),
      arrayLiteral(daily.map(({ basis }) => basis)),
      arrayLiteral(daily.map(({ day }) => day)),
    ],
  );
}

function turnoverColumns(rows: readonly AccountTurnover[]): string[] {
  return [
    arrayLiteral(rows.map(({ code }) => code)),
    arrayLiteral(rows.map(({ currency }) => currency)),
    arrayLiteral(rows.map(({ debitMinor }) => debitMinor.toString())),
    arrayLiteral(rows.map(({ creditMinor }) => creditMinor.toString())),
  ];
}

/** A backslash has to be doubled inside an array; the digits need no quotes. */
function byteaLiteral(values: readonly Buffer[]): string {
  return `{${values.map((value) => `\\\\x${value.toString('hex')}`).join(',')}}`;
}
