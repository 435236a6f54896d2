import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

const NEW_LINE = 0x0a;

/**
 * An append-only file of JSON lines. `append` resolves when the line is on the disk; lines that
 * arrive while a write is under way share the next one. After a failed write nothing is accepted
 * any more, because nobody knows what the file holds until it is opened again.
 */
export class BookFile {
  private waiting = '';
  private lastWrite: Promise<void> = Promise.resolve();
  private nextWrite: Promise<void> | undefined;

  private constructor(private readonly handle: FileHandle) {}

  /** Opens or makes the file and returns its lines. A last line that was cut off is removed. */
  static async open(path: string): Promise<{ file: BookFile; lines: unknown[] }> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a');
    try {
      const content = await readFile(path);
      const whole = content.lastIndexOf(NEW_LINE) + 1;
      if (whole < content.length) await truncate(path, whole);
      await handle.sync();
      await syncFolder(dirname(path));
      const texts = content.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
      return { file: new BookFile(handle), lines: texts.map(parse) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  append(line: object): Promise<void> {
    this.waiting += `${JSON.stringify(line)}\n`;
    this.nextWrite ??= this.lastWrite = this.lastWrite.then(() => this.writeWaiting());
    return this.nextWrite;
  }

  /** Resolves when every line appended so far is on the disk; rejects if one could not be. */
  durable(): Promise<void> {
    return this.lastWrite;
  }

  /** Waits for what is under way and closes the file. */
  async close(): Promise<void> {
    // Whoever appended was told of a failed write; closing has nothing to add.
    await this.lastWrite.catch(() => undefined);
    await this.handle.close();
  }

  private async writeWaiting(): Promise<void> {
    const text = this.waiting;
    this.waiting = '';
    this.nextWrite = undefined;
    await this.handle.appendFile(text);
    await this.handle.datasync();
  }
}

// A new file exists after a power cut only if its folder was written, too.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function parse(text: string, index: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`Line ${String(index + 1)} of the book is damaged; the rail does not start.`);
  }
}
