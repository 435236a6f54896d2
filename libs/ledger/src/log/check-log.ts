import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import { readSealed } from '../bundle/sealed-log.queries';
import type { SealedJournal } from '../bundle/sealed-log.queries';
import { canonicalJournal } from '../domain/canonical-journal';
import { openCheckpoint, parseCheckpoint } from '../domain/transparency/checkpoint';
import { CompactRange, leafHash } from '../domain/transparency/merkle-tree';
import { parseNote } from '../domain/transparency/signed-note';
import { TILE_WIDTH, completedNode } from '../domain/transparency/stored-nodes';
import type { StoredNode } from '../domain/transparency/stored-nodes';
import { parseVerifierKey } from '../domain/transparency/verifier-key';
import { LogQueries } from '../log.queries';
import { readBeyond, readStated, readStatedDays } from '../persistence/read-stated';
import type { StatedBalance, StatedCheckpoint } from '../persistence/read-stated';
import type { LogFault } from './log-fault';
import { SumsCheck } from './sums-check';

/** By what they are about: the log, the balances at its checkpoints, the turnover of days. */
export interface LogFaults {
  readonly leaves: LogFault[];
  readonly balances: LogFault[];
  readonly days: LogFault[];
}

/** Some tiles at a time, so that a log of any length needs no more memory than a short one. */
const LEAVES_PER_READ = 8 * TILE_WIDTH;
const FAULTS_MAX = 20;

/**
 * Computes anew from the journals all that the sealer wrote, for whoever checks the books. Each
 * leaf is the hash of its journal, each stored node and each checkpoint has the root of the leaves
 * below, the newest checkpoint is signed by a key of the log, the balances of each checkpoint and
 * the turnover of each day are the sums of their lines, and nothing lies where the next seal will
 * write. Stops at a leaf or a journal that is gone, and at 20 faults.
 */
export async function checkLog(reads: Reads): Promise<LogFaults> {
  const { size, days } = await readStatedDays(reads);
  const beyond = await readBeyond(reads);
  const check = new LogCheck({
    leaves: [...(size === 0 ? [] : await signatureFaults(reads)), ...beyond.leaves],
    balances: beyond.balances,
    days: [],
  });
  try {
    while (check.size < size && check.faults.leaves.length < FAULTS_MAX) {
      await check.readOn(reads, Math.min(check.size + LEAVES_PER_READ, size));
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    check.faults.leaves.push({ what: `leaf ${check.size} or after`, detail: error.text.en });
  }
  if (check.size === size) check.faults.days.push(...check.sums.dayFaults(days));
  return check.faults;
}

async function signatureFaults(reads: Reads): Promise<LogFault[]> {
  const queries = new LogQueries();
  const origin = await queries.origin(reads);
  const latest = await queries.latestCheckpoint(reads);
  const keys = (await queries.keys(reads)).map(({ verifierKey }) => parseVerifierKey(verifierKey));
  try {
    openCheckpoint(latest?.note ?? '', keys, origin ?? '');
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ what: 'the newest checkpoint', detail: error.text.en }];
  }
}

/** The log from its first leaf to where it was read, and what was found on the way. */
class LogCheck {
  readonly sums = new SumsCheck();
  private readonly range = new CompactRange();

  constructor(readonly faults: LogFaults) {}

  get size(): number {
    return this.range.size;
  }

  async readOn(reads: Reads, end: number): Promise<void> {
    const leaves = await readSealed(reads, this.size, end);
    const { nodes, checkpoints, balances } = await readStated(reads, this.size, end);
    const stray = new Map(balances);
    for (const leaf of leaves) {
      this.append(leaf, nodes);
      const checkpoint = checkpoints.get(this.size);
      if (checkpoint === undefined) continue;
      this.close(checkpoint, balances.get(this.size) ?? []);
      stray.delete(this.size);
    }
    for (const size of stray.keys()) {
      this.faults.balances.push({ what: `balances at ${size}`, detail: 'are of no checkpoint' });
    }
  }

  private append({ journal, hash }: SealedJournal, nodes: readonly StoredNode[]): void {
    if (!leafHash(canonicalJournal(journal)).equals(hash)) {
      const detail = `is not what was sealed as leaf ${this.size}`;
      this.faults.leaves.push({ what: journal.id, detail });
    }
    this.sums.add(this.size, journal);
    this.range.append(hash);
    for (let level = 1; this.size % TILE_WIDTH ** level === 0; level += 1) {
      const { index, hash: root } = completedNode(level, this.range);
      const stored = nodes.find((node) => node.level === level && node.index === index);
      if (stored?.hash.equals(root) === true) continue;
      const what = `node ${index} of level ${level}`;
      this.faults.leaves.push({ what, detail: 'is not the root of what is below' });
    }
  }

  /** The root is stored, and told to the world in the note. */
  private close({ root, note }: StatedCheckpoint, balances: readonly StatedBalance[]): void {
    const told = parseCheckpoint(parseNote(note).text);
    const computed = this.range.root();
    const isTrue = root.equals(computed) && told.root.equals(computed) && told.size === this.size;
    if (!isTrue) {
      const what = `the checkpoint of ${this.size} journals`;
      this.faults.leaves.push({ what, detail: 'states another root than its leaves have' });
    }
    this.faults.balances.push(...this.sums.balanceFaults(this.size, balances));
  }
}
