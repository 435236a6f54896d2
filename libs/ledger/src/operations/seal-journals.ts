import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';

import { connectionOf } from '@app/platform';
import type { Tx } from '@app/platform';

import { canonicalJournal } from '../domain/canonical-journal';
import { appendLeaves } from '../domain/transparency/append-leaves';
import { formatCheckpoint } from '../domain/transparency/checkpoint';
import { nodesForRoot } from '../domain/transparency/merkle-proof';
import { leafHash } from '../domain/transparency/merkle-tree';
import { signNote } from '../domain/transparency/signed-note';
import type { NoteSigner } from '../domain/transparency/signed-note';
import { nodeLookup } from '../domain/transparency/stored-nodes';
import { TurnoverFold } from '../domain/turnover';
import { readLogNodes } from '../persistence/read-log-nodes';
import { tryHoldSealLock } from '../persistence/seal-lock';
import { readJournals, takeUnsealed } from '../persistence/unsealed-journals';
import {
  insertBalances,
  insertCheckpoint,
  insertLeaves,
  insertNodes,
  addDailyTurnover,
} from '../persistence/write-seal';

const JOURNALS_MAX = 10_000;

export interface SealWish {
  /** The log's name in its checkpoints. */
  readonly origin: string;
  /** The key in force; while keys change, the one before it as well. */
  readonly signers: readonly NoteSigner[];
  /** Further lines to sign, when a key is replaced. */
  readonly extensions?: readonly string[];
  /** How many journals to seal at the most; a statement's journals are sealed together. */
  readonly journalsMax?: number;
}

export interface Sealed {
  /** How many journals the log holds now. */
  readonly size: number;
  readonly root: Buffer;
  /** The signed checkpoint. */
  readonly note: string;
  /** How many were sealed by this. */
  readonly journals: number;
}

/**
 * Takes posted journals into the transparency log (DESIGN §5): their leaves, the signed checkpoint
 * and the balances at that checkpoint are one commit, so that a crash leaves all of it or nothing.
 */
@Injectable()
export class SealJournals {
  /** Null when nothing waits, or when another sealer is at work. */
  async run(tx: Tx, wish: SealWish): Promise<Sealed | null> {
    const { origin, signers, extensions = [], journalsMax } = wish;
    if (!(await tryHoldSealLock(tx))) return null;
    const connection = await connectionOf(tx);
    const places = await takeUnsealed(connection, journalsMax ?? JOURNALS_MAX);
    if (places.length === 0) return null;
    const oldSize = await logSize(connection);
    const edge = nodeLookup(await readLogNodes(tx, nodesForRoot(oldSize)));
    const fold = new TurnoverFold();
    const hashes: Buffer[] = [];
    for (const journal of await readJournals(connection, places)) {
      fold.add(oldSize + hashes.length, journal);
      hashes.push(leafHash(canonicalJournal(journal)));
    }
    const { size, root, nodes } = appendLeaves(oldSize, hashes, edge);
    const note = signNote(formatCheckpoint({ origin, size, root, extensions }), signers);
    await insertLeaves(connection, { first: oldSize, places, hashes });
    await insertNodes(connection, nodes);
    const times = { booked: fold.range('booked'), effective: fold.range('effective') };
    await insertCheckpoint(connection, { size, root, note, ...times });
    await insertBalances(connection, size, fold.totals());
    await addDailyTurnover(connection, fold.daily());
    return { size, root, note, journals: places.length };
  }
}

async function logSize(connection: Pick<PoolClient, 'query'>): Promise<number> {
  const { rows } = await connection.query<{ size: string }>(
    'SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints',
  );
  return Number(rows[0]?.size ?? 0);
}
