import { mkdir, open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { flushFolder, replaceFile } from '@app/platform';

import { parseCheckpoint } from '../domain/transparency/checkpoint';
import { parseNote } from '../domain/transparency/signed-note';
import type { CheckpointPlace } from './checkpoint-place';
import { TimeLimit } from './time-limit';

const NEWLINE = '\n';
const ANSWER_MS_MAX = 10_000;

/**
 * A folder, best one on another disk: `checkpoint` is the latest note, replaced as a whole and only
 * by a larger one, and `checkpoints.jsonl` has every note, one JSON string a line, and is only
 * appended to.
 */
export class FilePlace implements CheckpointPlace {
  readonly name = 'file';
  readonly takes = 'every';
  private readonly latestPath: string;
  private readonly listPath: string;
  private readonly timeLimit = new TimeLimit(ANSWER_MS_MAX);

  constructor(private readonly folder: string) {
    this.latestPath = join(folder, 'checkpoint');
    this.listPath = join(folder, 'checkpoints.jsonl');
  }

  async held(): Promise<string | null> {
    return this.timeLimit.run(() => this.read());
  }

  /** The list first: what `checkpoint` holds stands in it for certain, whenever we crash. */
  async publish(notes: readonly string[]): Promise<void> {
    return this.timeLimit.run(() => this.write(notes));
  }

  private async write(notes: readonly string[]): Promise<void> {
    const latest = notes.at(-1);
    if (latest === undefined) return;
    const made = await mkdir(this.folder, { recursive: true });
    if (made !== undefined) await flushFolder(dirname(this.folder));
    const list = await open(this.listPath, 'a+');
    try {
      const lines = notes.map((note) => `${JSON.stringify(note)}${NEWLINE}`).join('');
      await list.appendFile(`${await this.endOfTornLine(list)}${lines}`);
      await list.sync();
    } finally {
      await list.close();
    }
    // Two workers may share the folder, and the other one may have brought more since we looked.
    const held = await this.read();
    if (held === null || sizeOf(held) < sizeOf(latest)) await replaceFile(this.latestPath, latest);
  }

  private async read(): Promise<string | null> {
    return readFile(this.latestPath, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
  }

  /** A line that a crash cut off stays as it is, by itself: what is appended begins a new one. */
  private async endOfTornLine(list: FileHandle): Promise<string> {
    const { size } = await list.stat();
    if (size === 0) return '';
    const last = Buffer.alloc(1);
    await list.read(last, 0, 1, size - 1);
    return last.toString() === NEWLINE ? '' : NEWLINE;
  }
}

function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(note).text).size;
}
