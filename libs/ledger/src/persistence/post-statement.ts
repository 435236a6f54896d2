import type { Lane } from '@app/kernel';

import type { JournalDraft } from '../domain/journal';
import { arrayLiteral } from './array-literal';

/** A draft with the id that it gets when its key is free. */
export interface DraftRow {
  readonly draft: JournalDraft;
  readonly id: string;
}

/**
 * Two tables in one statement: a journal that fails anywhere fails whole, and a key that is taken
 * adds nothing. The lane is one parameter, so that Citus can route it. The name makes it a prepared
 * statement: planning it takes longer than posting one journal.
 */
export const POST_NAME = 'ledger.post';
export const POST = `
  WITH posted AS (
    INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, effective_at, lines, actor, reverses_id,
                                 idempotency_key, memo)
    SELECT $1::smallint, j.id, j.kind, j.claim_id, j.occurred_at,
           greatest(j.occurred_at, (SELECT max(closed_until) FROM ledger_period_closings)),
           j.lines, j.actor, j.reverses_id, j.idempotency_key, j.memo
      FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::smallint[], $7::text[], $8::text[],
                  $9::text[], $10::text[])
        AS j (id, kind, claim_id, occurred_at, lines, actor, reverses_id, idempotency_key, memo)
    ON CONFLICT (lane, idempotency_key) DO NOTHING
    RETURNING id
  ), transfers AS (
    INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency,
                                  amount_minor, dimensions)
    SELECT $1::smallint, t.journal_id, t.line, t.lines, t.debit, t.credit, t.currency, t.amount, t.dimensions
      FROM unnest($11::text[], $12::smallint[], $13::smallint[], $14::text[], $15::text[], $16::text[],
                  $17::bigint[], $18::jsonb[])
        AS t (journal_id, line, lines, debit, credit, currency, amount, dimensions)
     WHERE t.journal_id IN (SELECT id FROM posted)
  )
  SELECT id FROM posted`;

/** The parameters of `POST`, in its order. */
export function postParameters(lane: Lane, rows: readonly DraftRow[]): unknown[] {
  const lines = rows.flatMap(({ draft, id }) =>
    draft.transfers.map((transfer, line) => ({
      id,
      line,
      count: draft.transfers.length,
      transfer,
    })),
  );
  return [
    lane,
    ...[
      rows.map(({ id }) => id),
      rows.map(({ draft }) => draft.kind),
      rows.map(({ draft }) => draft.claimId),
      rows.map(({ draft }) => draft.occurredAt.toISOString()),
      rows.map(({ draft }) => draft.transfers.length),
      rows.map(({ draft }) => draft.actor),
      rows.map(({ draft }) => draft.reversesId ?? null),
      rows.map(({ draft }) => draft.idempotencyKey),
      rows.map(({ draft }) => draft.memo),
      lines.map(({ id }) => id),
      lines.map(({ line }) => line),
      lines.map(({ count }) => count),
      lines.map(({ transfer }) => transfer.debit),
      lines.map(({ transfer }) => transfer.credit),
      lines.map(({ transfer }) => transfer.money.currency),
      lines.map(({ transfer }) => transfer.money.amountMinor.toString()),
      lines.map(({ transfer }) => JSON.stringify(transfer.dimensions ?? {})),
    ].map(arrayLiteral),
  ];
}
