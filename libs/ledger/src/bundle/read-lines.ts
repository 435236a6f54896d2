import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** Large, because each read costs a call, and small enough for any machine. */
const CHUNK_BYTES = 4 * 1_048_576;
const NEWLINE = 0x0a;
const LEAF_PREFIX = 0x00;

/**
 * The lines of a file, split by bytes, each without its newline and with a zero byte before it: of
 * these bytes the hash of its leaf is taken (RFC 9162 §2.1.1). They share memory: use each before
 * asking for the next. All bytes of the file go through `digest` on the way. A line that is longer
 * than a chunk comes in pieces; a last line may lack its newline.
 */
export function* readLeaves(
  path: string,
  digest: Hash,
  chunkBytes = CHUNK_BYTES,
): Generator<Buffer, void, undefined> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(1 + chunkBytes);
    // Before each line there is a byte to spare: the newline before it, or the first of the chunk.
    for (let kept = 1; ;) {
      const read = readSync(file, chunk, kept, chunk.length - kept, null);
      digest.update(chunk.subarray(kept, kept + read));
      const filled = chunk.subarray(0, kept + read);
      let begin = 1;
      for (let end = filled.indexOf(NEWLINE, 1); end >= 0; end = filled.indexOf(NEWLINE, begin)) {
        yield leafAt(filled, begin, end);
        begin = end + 1;
      }
      const isStuck = read === 0 || (begin === 1 && filled.length === chunk.length);
      if (isStuck && begin < filled.length) {
        yield leafAt(filled, begin, filled.length);
        begin = filled.length;
      }
      if (read === 0) return;
      filled.copyWithin(1, begin);
      kept = 1 + filled.length - begin;
    }
  } finally {
    closeSync(file);
  }
}

function leafAt(chunk: Buffer, begin: number, end: number): Buffer {
  chunk[begin - 1] = LEAF_PREFIX;
  return chunk.subarray(begin - 1, end);
}

/** The SHA-256 of a file in hex, however long it is. */
export function sha256OfFile(path: string): string {
  const digest = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      digest.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return digest.digest('hex');
}

/** A file whose lines are read again, one here and one there. */
export class RandomLines {
  private constructor(private readonly file: number) {}

  static of(path: string): RandomLines {
    return new RandomLines(openSync(path, 'r'));
  }

  at(begin: number, bytes: number): string {
    const line = Buffer.allocUnsafe(bytes);
    return line.toString('utf8', 0, readSync(this.file, line, 0, bytes, begin));
  }

  close(): void {
    closeSync(this.file);
  }
}
