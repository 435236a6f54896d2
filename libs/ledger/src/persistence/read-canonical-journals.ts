import type { PoolClient } from 'pg';

import type { Lane } from '@app/kernel';

import type { CanonicalJournal, CanonicalTransfer } from '../domain/canonical-journal';

/**
 * What `canonicalJournal` needs of each journal, as one row: its lines as one array of JSON. Times
 * come as text, because a JavaScript date would drop their microseconds.
 */
export const CANONICAL_COLUMNS = `
  j.lane, j.id, j.kind, j.claim_id, j.occurred_at::text, j.effective_at::text, j.posted_at::text, j.actor,
  j.reverses_id, j.idempotency_key, j.memo,
  (SELECT json_agg(json_build_array(t.debit_account, t.credit_account, t.currency, t.amount_minor::text, t.dimensions)
                   ORDER BY t.line)
     FROM ledger_transfers t WHERE t.lane = j.lane AND t.journal_id = j.id) AS transfers`;

/** A row of `CANONICAL_COLUMNS`. */
export interface CanonicalRow {
  readonly lane: number;
  readonly id: string;
  readonly kind: string;
  readonly claim_id: string | null;
  readonly occurred_at: string;
  readonly effective_at: string;
  readonly posted_at: string;
  readonly actor: string;
  readonly reverses_id: string | null;
  readonly idempotency_key: string;
  readonly memo: string;
  readonly transfers:
    readonly [string, string, string, string, Readonly<Record<string, string>>][] | null;
}

/** A stored journal as the log and an export tell it. */
export function canonicalOf(row: CanonicalRow): CanonicalJournal {
  return {
    lane: row.lane,
    id: row.id,
    kind: row.kind,
    claimId: row.claim_id,
    occurredAt: milliseconds(row.occurred_at),
    effectiveAt: microseconds(row.effective_at),
    postedAt: microseconds(row.posted_at),
    actor: row.actor,
    reversesId: row.reverses_id,
    idempotencyKey: row.idempotency_key,
    memo: row.memo,
    transfers: (row.transfers ?? []).map(
      ([debit, credit, currency, amountMinor, dimensions]): CanonicalTransfer => ({
        debit,
        credit,
        currency,
        amountMinor,
        dimensions,
      }),
    ),
  };
}

/** The journals of a lane that hold these idempotency keys. */
export async function readCanonicalJournals(
  connection: Pick<PoolClient, 'query'>,
  lane: Lane,
  idempotencyKeys: readonly string[],
): Promise<CanonicalJournal[]> {
  const { rows } = await connection.query<CanonicalRow>(
    `SELECT ${CANONICAL_COLUMNS} FROM ledger_journals j
      WHERE j.lane = $1 AND j.idempotency_key = ANY ($2::text[])`,
    [lane, [...idempotencyKeys]],
  );
  return rows.map(canonicalOf);
}

/** `2026-03-01 08:00:00.12+00` as RFC 3339 with all six places. Our sessions are in UTC. */
function microseconds(timestamp: string): string {
  const { seconds, fraction } = parts(timestamp);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}

/** Facts come in milliseconds: JavaScript has no finer time, and the requests say no more. */
function milliseconds(timestamp: string): string {
  const { seconds, fraction } = parts(timestamp);
  return `${seconds}.${fraction.padEnd(3, '0')}Z`;
}

function parts(timestamp: string): { seconds: string; fraction: string } {
  const fraction = timestamp.charAt(19) === '.' ? timestamp.slice(20, -3) : '';
  return { seconds: `${timestamp.slice(0, 10)}T${timestamp.slice(11, 19)}`, fraction };
}
