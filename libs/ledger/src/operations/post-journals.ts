import { Injectable } from '@nestjs/common';

import { DomainError, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { connectionOf } from '@app/platform';
import type { Tx } from '@app/platform';

import { requestHash, requirePostable } from '../domain/journal';
import type { JournalDraft } from '../domain/journal';

export interface PostedJournal {
  readonly id: string;
  readonly idempotencyKey: string;
  /** Whether it stood in the ledger already. */
  readonly replayed: boolean;
}

const JOURNALS_MAX = 1_000;

/**
 * Two tables and the sealer's queue in one statement: a journal that fails anywhere fails whole,
 * and a key that is taken adds nothing. The lane is one parameter, so that Citus can route it. The
 * name makes it a prepared statement: planning it takes longer than posting one journal.
 */
const POST_NAME = 'ledger.post';
const POST = `
  WITH posted AS (
    INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, lines, actor, reverses_id,
                                 idempotency_key, request_hash, memo)
    SELECT $1::smallint, j.* FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::smallint[],
      $7::text[], $8::text[], $9::text[], $10::text[], $11::text[]) AS j
    ON CONFLICT (lane, idempotency_key) DO NOTHING
    RETURNING id
  ), transfers AS (
    INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency,
                                  amount_minor, dimensions)
    SELECT $1::smallint, t.journal_id, t.line, t.lines, t.debit, t.credit, t.currency, t.amount, t.dimensions::jsonb
      FROM unnest($12::text[], $13::smallint[], $14::smallint[], $15::text[], $16::text[], $17::text[],
                  $18::bigint[], $19::text[])
        AS t (journal_id, line, lines, debit, credit, currency, amount, dimensions)
     WHERE t.journal_id IN (SELECT id FROM posted)
  ), unsealed AS (
    INSERT INTO ledger_unsealed (lane, journal_id) SELECT $1::smallint, id FROM posted
  )
  SELECT id FROM posted`;

const EARLIER = `
  SELECT id, idempotency_key, request_hash FROM ledger_journals
   WHERE lane = $1 AND idempotency_key = ANY ($2::text[])`;

interface EarlierRow {
  id: string;
  idempotency_key: string;
  request_hash: string;
}

/** The only writer of the ledger. */
@Injectable()
export class PostJournals {
  /**
   * Posts 1 to 1,000 journals of one lane in one round trip, inside the caller's transaction. A
   * journal whose key stands in the ledger already returns the first one; the same key with other
   * content is the conflict `ledger.key_conflict`, which names the key.
   */
  async run(tx: Tx, drafts: readonly JournalDraft[]): Promise<PostedJournal[]> {
    const lane = commonLane(drafts);
    if (lane === null) return [];
    drafts.forEach(requirePostable);
    const rows = drafts.map((draft) => ({
      draft,
      id: newId('jnl', lane),
      hash: requestHash(draft),
    }));
    const connection = await connectionOf(tx);
    const { rows: posted } = await connection.query<{ id: string }>({
      name: POST_NAME,
      text: POST,
      values: parameters(lane, inKeyOrder(rows)),
    });
    const fresh = new Set(posted.map(({ id }) => id));
    const replays = rows.filter(({ id }) => !fresh.has(id));
    const first =
      replays.length === 0 ? new Map<string, string>() : await this.first(tx, lane, replays);
    return rows.map(({ id, draft: { idempotencyKey } }) => ({
      id: first.get(idempotencyKey) ?? id,
      idempotencyKey,
      replayed: !fresh.has(id),
    }));
  }

  /** The journals that hold the keys of replays, by key. */
  private async first(
    tx: Tx,
    lane: Lane,
    replays: readonly DraftRow[],
  ): Promise<Map<string, string>> {
    const connection = await connectionOf(tx);
    const keys = replays.map(({ draft }) => draft.idempotencyKey);
    const { rows } = await connection.query<EarlierRow>(EARLIER, [lane, keys]);
    const earlier = new Map(rows.map((row) => [row.idempotency_key, row]));
    for (const { draft, hash } of replays) {
      if (earlier.get(draft.idempotencyKey)?.request_hash !== hash) {
        throw new DomainError(
          'conflict',
          'ledger.key_conflict',
          {
            en: `The booking "${draft.idempotencyKey}" stands in the ledger with other content.`,
            'zh-CN': `分录“${draft.idempotencyKey}”已入账，但内容不同。`,
          },
          { idempotencyKey: draft.idempotencyKey },
        );
      }
    }
    return new Map(rows.map((row) => [row.idempotency_key, row.id]));
  }
}

interface DraftRow {
  readonly draft: JournalDraft;
  readonly id: string;
  readonly hash: string;
}

/** Two calls with the same keys wait for each other in one order, and so never for ever. */
function inKeyOrder(rows: readonly DraftRow[]): DraftRow[] {
  return [...rows].sort(({ draft: one }, { draft: other }) =>
    one.idempotencyKey < other.idempotencyKey ? -1 : 1,
  );
}

function commonLane(drafts: readonly JournalDraft[]): Lane | null {
  const lane = drafts[0]?.lane ?? null;
  if (drafts.length > JOURNALS_MAX || drafts.some((draft) => draft.lane !== lane)) {
    throw new Error(`Post at most ${String(JOURNALS_MAX)} journals, all of one lane.`);
  }
  return lane;
}

function parameters(lane: Lane, rows: readonly DraftRow[]): unknown[] {
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
    rows.map(({ id }) => id),
    rows.map(({ draft }) => draft.kind),
    rows.map(({ draft }) => draft.claimId),
    rows.map(({ draft }) => draft.occurredAt.toISOString()),
    rows.map(({ draft }) => draft.transfers.length),
    rows.map(({ draft }) => draft.actor),
    rows.map(({ draft }) => draft.reversesId ?? null),
    rows.map(({ draft }) => draft.idempotencyKey),
    rows.map(({ hash }) => hash),
    rows.map(({ draft }) => draft.memo),
    lines.map(({ id }) => id),
    lines.map(({ line }) => line),
    lines.map(({ count }) => count),
    lines.map(({ transfer }) => transfer.debit),
    lines.map(({ transfer }) => transfer.credit),
    lines.map(({ transfer }) => transfer.money.currency),
    lines.map(({ transfer }) => transfer.money.amountMinor.toString()),
    lines.map(({ transfer }) => JSON.stringify(transfer.dimensions ?? {})),
  ];
}
