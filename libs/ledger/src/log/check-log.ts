import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import { readSealed } from '../bundle/sealed-log.queries';
import type { SealedJournal } from '../bundle/sealed-log.queries';
import { canonicalJournal } from '../domain/canonical-journal';
import { openCheckpoint, parseCheckpoint } from '../domain/transparency/checkpoint';
import { CompactRange, leafHash } from '../domain/transparency/merkle-tree';
import { parseNote } from '../domain/transparency/signed-note';
import { TILE_WIDTH, completedNode, nodeCount } from '../domain/transparency/stored-nodes';
import type { StoredNode } from '../domain/transparency/stored-nodes';
import { parseVerifierKey } from '../domain/transparency/verifier-key';
import { LogQueries } from '../log.queries';
import { readLogNodes } from '../persistence/read-log-nodes';

/** A place of the log where it is not what it says, and what is wrong there. */
export interface LogFault {
  readonly what: string;
  readonly detail: string;
}

/** Some tiles at a time, so that a log of any length needs no more memory than a short one. */
const LEAVES_PER_READ = 8 * TILE_WIDTH;

const queries = new LogQueries();

/**
 * Computes the log anew from the journals, for whoever checks the books: each leaf is the hash of
 * its journal, each stored node and each checkpoint has the root of the leaves below, the newest
 * checkpoint is signed by a key of the log, and nothing lies beyond it, where the next seal would
 * write. Stops at a leaf or a journal that is gone, and at 20 faults.
 */
export async function checkLog(reads: Reads): Promise<LogFault[]> {
  const latest = await queries.latestCheckpoint(reads);
  const size = latest?.size ?? 0;
  const faults = [
    ...(latest === null ? [] : await signatureFaults(reads, latest.note)),
    ...(await reads.query<LogFault[]>(BEYOND)),
  ];
  const range = new CompactRange();
  try {
    while (range.size < size && faults.length < FAULTS_MAX) {
      const end = Math.min(range.size + LEAVES_PER_READ, size);
      faults.push(...(await blockFaults(reads, range, end)));
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    faults.push({ what: `leaf ${String(range.size)} or after`, detail: error.text.en });
  }
  return faults;
}

const FAULTS_MAX = 20;

/** One statement, because the log may grow while it is looked at. */
const BEYOND = `
  WITH log AS (SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints)
  SELECT 'leaf ' || leaf_index AS what, 'lies beyond the last checkpoint' AS detail
    FROM ledger_leaves WHERE leaf_index >= (SELECT size FROM log)
   UNION ALL
  SELECT 'node ' || node_index || ' of level ' || level, 'lies beyond the last checkpoint'
    FROM ledger_log_nodes WHERE (node_index + 1) * 256::numeric ^ level > (SELECT size FROM log)
   LIMIT ${String(FAULTS_MAX)}`;

async function signatureFaults(reads: Reads, note: string): Promise<LogFault[]> {
  const origin = await queries.origin(reads);
  const keys = (await queries.keys(reads)).map(({ verifierKey }) => parseVerifierKey(verifierKey));
  try {
    openCheckpoint(note, keys, origin ?? '');
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ what: 'the newest checkpoint', detail: error.text.en }];
  }
}

interface Stated {
  readonly root: Buffer;
  readonly note: string;
}

/** What is wrong with the leaves from the end of the range to `end`, which are appended to it. */
async function blockFaults(reads: Reads, range: CompactRange, end: number): Promise<LogFault[]> {
  const begin = range.size;
  const leaves = await readSealed(reads, begin, end);
  const checkpoints = await checkpointsWithin(reads, begin, end);
  const nodes = await nodesWithin(reads, begin, end);
  const faults: LogFault[] = [];
  for (const leaf of leaves) {
    faults.push(...leafFaults(range.size, leaf));
    range.append(leaf.hash);
    for (let level = 1; range.size % TILE_WIDTH ** level === 0; level += 1) {
      faults.push(...nodeFaults(completedNode(level, range), nodes));
    }
    const stated = checkpoints.get(range.size);
    if (stated !== undefined) faults.push(...checkpointFaults(range, stated));
  }
  return faults;
}

function leafFaults(index: number, { journal, hash }: SealedJournal): LogFault[] {
  if (leafHash(canonicalJournal(journal)).equals(hash)) return [];
  return [{ what: journal.id, detail: `is not what was sealed as leaf ${String(index)}` }];
}

function nodeFaults({ level, index, hash }: StoredNode, stored: readonly StoredNode[]): LogFault[] {
  const found = stored.find((node) => node.level === level && node.index === index);
  if (found?.hash.equals(hash) === true) return [];
  const what = `node ${String(index)} of level ${String(level)}`;
  return [
    { what, detail: found === undefined ? 'is missing' : 'is not the root of what is below' },
  ];
}

/** The stored root, and the one that the note tells the world. */
function checkpointFaults(range: CompactRange, { root, note }: Stated): LogFault[] {
  const told = parseCheckpoint(parseNote(note).text);
  const computed = range.root();
  if (root.equals(computed) && told.root.equals(computed) && told.size === range.size) return [];
  const what = `the checkpoint of ${String(range.size)} journals`;
  return [{ what, detail: 'states another root than its leaves have' }];
}

async function checkpointsWithin(
  reads: Reads,
  begin: number,
  end: number,
): Promise<ReadonlyMap<number, Stated>> {
  const rows = await reads.query<(Stated & { size: string })[]>(
    'SELECT size, root, note FROM ledger_checkpoints WHERE size > $1 AND size <= $2',
    [begin, end],
  );
  return new Map(rows.map((row) => [Number(row.size), row]));
}

/** The stored nodes that the leaves from `begin` to `end` complete. */
async function nodesWithin(reads: Reads, begin: number, end: number): Promise<StoredNode[]> {
  const ranges = [];
  for (let level = 1; nodeCount(level, end) > 0; level += 1) {
    const first = nodeCount(level, begin);
    const count = nodeCount(level, end) - first;
    if (count > 0) ranges.push({ level, first, count });
  }
  return readLogNodes(reads, ranges);
}
