import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';

import { connectionOf } from '@app/platform';
import type { Tx } from '@app/platform';

import { canonicalJournal } from '../domain/canonical-journal';
import type { CanonicalJournal } from '../domain/canonical-journal';
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
import type { JournalPlace } from '../persistence/unsealed-journals';
import {
  insertBalances,
  insertCheckpoint,
  insertLeaves,
  insertNodes,
  addDailyTurnover,
} from '../persistence/write-seal';

const JOURNALS_MAX = 10_000;
const PART = 500;

type Connection = Pick<PoolClient, 'query'>;

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
    const { fold, hashes } = await writeLeaves(connection, oldSize, places);
    const { size, root, nodes } = appendLeaves(oldSize, hashes, edge);
    const note = signNote(formatCheckpoint({ origin, size, root, extensions }), signers);
    await insertNodes(connection, nodes);
    const times = { booked: fold.range('booked'), effective: fold.range('effective') };
    await insertCheckpoint(connection, { size, root, note, ...times });
    await insertBalances(connection, size, fold.totals());
    await addDailyTurnover(connection, fold.daily());
    return { size, root, note, journals: places.length };
  }
}

/**
 * Makes journals the leaves from `first` on. To read them, to hash them and to write their leaves
 * takes about the same time, so while one part is hashed here, PostgreSQL writes the one before and
 * reads the one after.
 */
async function writeLeaves(
  connection: Connection,
  first: number,
  places: readonly JournalPlace[],
): Promise<{ readonly fold: TurnoverFold; readonly hashes: Buffer[] }> {
  const fold = new TurnoverFold();
  const hashes: Buffer[] = [];
  const read = (begin: number): Promise<CanonicalJournal[]> =>
    readJournals(connection, places.slice(begin, begin + PART));
  const hash = (journals: readonly CanonicalJournal[]): void => {
    for (const journal of journals) {
      fold.add(first + hashes.length, journal);
      hashes.push(leafHash(canonicalJournal(journal)));
    }
  };
  let written = 0;
  const write = async (): Promise<void> => {
    const begin = written;
    written = hashes.length;
    const part = { places: places.slice(begin, written), hashes: hashes.slice(begin) };
    await insertLeaves(connection, { first: first + begin, ...part });
  };
  let journals = await read(0);
  for (let next = PART; journals.length > 0; next += PART) {
    const current = journals;
    const half = current.length >> 1;
    await meanwhile(write(), () => hash(current.slice(0, half)));
    journals = await meanwhile(read(next), () => hash(current.slice(half)));
  }
  await write();
  return { fold, hashes };
}

/** Does some work while a statement is under way, and returns what the statement does. */
async function meanwhile<Result>(statement: Promise<Result>, work: () => void): Promise<Result> {
  try {
    work();
  } finally {
    await statement;
  }
  return statement;
}

async function logSize(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ size: string }>(
    'SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints',
  );
  return Number(rows[0]?.size ?? 0);
}
