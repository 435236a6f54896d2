import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';

import { DomainError, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { connectionOf } from '@app/platform';
import type { Tx } from '@app/platform';

import { canonicalRequest } from '../domain/canonical-journal';
import type { CanonicalJournal } from '../domain/canonical-journal';
import { contentOf, requirePostable } from '../domain/journal';
import type { JournalDraft } from '../domain/journal';
import { postStatement } from '../persistence/post-statement';
import type { DraftRow } from '../persistence/post-statement';
import { readCanonicalJournals } from '../persistence/read-canonical-journals';

export interface PostedJournal {
  readonly id: string;
  readonly idempotencyKey: string;
  /** Whether it stood in the ledger already. */
  readonly replayed: boolean;
}

type Connection = Pick<PoolClient, 'query'>;

const JOURNALS_MAX = 1_000;

/** The only writer of the ledger. */
@Injectable()
export class PostJournals {
  /**
   * Posts 1 to 1,000 journals of one lane in one round trip, inside the caller's transaction. A
   * journal whose key stands in the ledger already returns the first one; the same key with other
   * content is the conflict `ledger.key_conflict`, which names the key. A fact of a closed period
   * counts from the first moment of the open one and keeps its `occurredAt`.
   */
  async run(tx: Tx, drafts: readonly JournalDraft[]): Promise<PostedJournal[]> {
    return this.runOn(await connectionOf(tx), drafts);
  }

  /**
   * The same on a connection. Without a transaction there, the one statement is the transaction,
   * and a conflict is told when the other journals stand: `outcomesOn` says which these are.
   */
  async runOn(connection: Connection, drafts: readonly JournalDraft[]): Promise<PostedJournal[]> {
    const outcomes = await this.outcomesOn(connection, drafts);
    return outcomes.map((outcome) => {
      if (outcome instanceof DomainError) throw outcome;
      return outcome;
    });
  }

  /**
   * The same, with an outcome for each draft: a conflict is that of its own draft alone. What the
   * database refuses it refuses whole, and throws.
   */
  async outcomesOn(
    connection: Connection,
    drafts: readonly JournalDraft[],
  ): Promise<(PostedJournal | DomainError)[]> {
    const lane = commonLane(drafts);
    if (lane === null) return [];
    drafts.forEach(requirePostable);
    const rows = drafts.map((draft) => ({ draft, id: newId('jnl', lane) }));
    const { rows: posted } = await connection.query<{ id: string }>(
      postStatement(lane, inKeyOrder(rows)),
    );
    const fresh = new Set(posted.map(({ id }) => id));
    const replays = rows.filter(({ id }) => !fresh.has(id));
    const first = replays.length === 0 ? NONE : await firstOf(connection, lane, replays);
    return rows.map(({ draft, id }) =>
      fresh.has(id)
        ? { id, idempotencyKey: draft.idempotencyKey, replayed: false }
        : replayOf(draft, first),
    );
  }
}

const NONE: ReadonlyMap<string, CanonicalJournal> = new Map<string, CanonicalJournal>();

/** The journals that hold the keys of replays, by key. */
async function firstOf(
  connection: Connection,
  lane: Lane,
  replays: readonly DraftRow[],
): Promise<ReadonlyMap<string, CanonicalJournal>> {
  const keys = replays.map(({ draft }) => draft.idempotencyKey);
  const journals = await readCanonicalJournals(connection, lane, keys);
  return new Map(journals.map((journal) => [journal.idempotencyKey, journal]));
}

/** What became of a draft whose key was taken: the first journal, if it says the same. */
function replayOf(
  draft: JournalDraft,
  first: ReadonlyMap<string, CanonicalJournal>,
): PostedJournal | DomainError {
  const { idempotencyKey } = draft;
  const journal = first.get(idempotencyKey);
  if (journal !== undefined && canonicalRequest(journal) === contentOf(draft)) {
    return { id: journal.id, idempotencyKey, replayed: true };
  }
  return new DomainError(
    'conflict',
    'ledger.key_conflict',
    {
      en: `The booking "${idempotencyKey}" stands in the ledger with other content.`,
      'zh-CN': `分录“${idempotencyKey}”已入账，但内容不同。`,
    },
    { idempotencyKey },
  );
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
