import { isUtf8 } from 'node:buffer';

import { LINE_BYTES_MAX } from './line-faults';
import type { LineFault } from './line-faults';
import { shortened } from './shortened';
import { HEAD_BYTES, sniffEncoding } from './sniff-encoding';
import type { TextEncoding } from './sniff-encoding';

/** One line of a text file without its line end. */
export interface TextLine {
  /** Counted from 1, as editors do. */
  readonly lineNumber: number;
  /** For a line with a fault only good for showing: bytes that cannot be decoded are U+FFFD. */
  readonly text: string;
  readonly fault?: LineFault;
}

/** However large the chunks are that come in, this much is cut into lines at a time. */
const SLICE_BYTES = 131_072;
/** Of a line that is too long, this much is kept to be shown. */
const PREFIX_BYTES = 4_000;
const PREFIX_CHARS = 1_000;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = '\uFEFF';
const REPLACEMENT_CHARACTER = '\uFFFD';
const EMPTY = Buffer.alloc(0);

/**
 * Cuts a stream of bytes into lines of text, in batches. Ends of chunks do not matter: the lines
 * are the same however the bytes were cut. Memory stays bounded: one slice plus one line.
 *
 * The encoding (UTF-8 or GB18030) is decided on the first 64 KiB; a byte order mark goes away; both
 * LF and CRLF end a line. A line that is too long, holds bytes that are invalid in the encoding, a
 * NUL or a U+FFFD comes out with a `fault`, and the next one is read as if nothing had happened.
 * Throws a `DomainError` for binary files, UTF-16 and other encodings.
 */
// eslint-disable-next-line no-restricted-syntax -- waits for its own input and for nothing else
export async function* decodeLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly TextLine[]> {
  const cutter = new LineCutter();
  for await (const chunk of chunks) {
    for (const lines of cutter.cut(chunk)) yield lines;
  }
  for (const lines of cutter.finish()) yield lines;
}

class LineCutter {
  private encoding: TextEncoding | undefined;
  private decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private head: Buffer[] = [];
  private headBytes = 0;
  /** The beginning of a line whose end has not come yet. */
  private carry: Buffer = EMPTY;
  /** Set while the rest of a line that is too long is thrown away. */
  private tooLong: string | undefined;
  private lineNumber = 0;

  *cut(chunk: Uint8Array): Generator<TextLine[]> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.encoding !== undefined) {
      yield* this.cutSlices(bytes);
      return;
    }
    this.head.push(Buffer.from(bytes));
    this.headBytes += bytes.length;
    if (this.headBytes >= HEAD_BYTES) yield* this.cutSlices(this.decide());
  }

  *finish(): Generator<TextLine[]> {
    if (this.encoding === undefined) yield* this.cutSlices(this.decide());
    if (this.tooLong !== undefined) yield [this.tooLongLine(this.tooLong)];
    else if (this.carry.length > 0) yield [this.line(this.carry)];
  }

  /** Looks at the head, once, and gives back all bytes that were held back for it. */
  private decide(): Buffer {
    const bytes = Buffer.concat(this.head);
    this.head = [];
    this.encoding = sniffEncoding(bytes.subarray(0, HEAD_BYTES));
    this.decoder = new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
    return bytes;
  }

  private *cutSlices(bytes: Buffer): Generator<TextLine[]> {
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      const lines = this.cutSlice(bytes.subarray(start, start + SLICE_BYTES));
      if (lines.length > 0) yield lines;
    }
  }

  private cutSlice(slice: Buffer): TextLine[] {
    const block = this.carry.length === 0 ? slice : Buffer.concat([this.carry, slice]);
    const isClean = this.encoding === 'utf-8' && !block.includes(0) && isUtf8(whole(block));
    const lines: TextLine[] = [];
    let start = 0;
    for (;;) {
      const end = block.indexOf(LINE_FEED, start);
      if (end < 0) break;
      lines.push(this.lineUpTo(block, start, end, isClean));
      start = end + 1;
    }
    this.keepRest(block.subarray(start));
    return lines;
  }

  private lineUpTo(block: Buffer, start: number, end: number, isClean: boolean): TextLine {
    if (this.tooLong !== undefined) return this.tooLongLine(this.tooLong);
    if (!isClean || end - start > LINE_BYTES_MAX) return this.line(block.subarray(start, end));
    const textEnd = end > start && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    return this.checked(block.toString('utf8', start, textEnd));
  }

  /** A copy, because the caller may use the chunk's memory again. */
  private keepRest(rest: Buffer): void {
    this.carry = EMPTY;
    if (this.tooLong !== undefined) return;
    if (rest.length > LINE_BYTES_MAX) this.tooLong = this.prefixOf(rest);
    else if (rest.length > 0) this.carry = Buffer.from(rest);
  }

  private line(bytes: Buffer): TextLine {
    if (bytes.length > LINE_BYTES_MAX) return this.tooLongLine(this.prefixOf(bytes));
    const end = bytes[bytes.length - 1] === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    const content = bytes.subarray(0, end);
    if (content.includes(0)) return this.faulty('nul_byte', this.forShow(content));
    let text: string;
    try {
      text = this.decoder.decode(content);
    } catch {
      return this.faulty('invalid_bytes', this.forShow(content));
    }
    return this.checked(text);
  }

  private checked(text: string): TextLine {
    if (text.includes(REPLACEMENT_CHARACTER)) return this.faulty('damaged_text', text);
    this.lineNumber += 1;
    const isMarked = this.lineNumber === 1 && text.startsWith(BYTE_ORDER_MARK);
    return { lineNumber: this.lineNumber, text: isMarked ? text.slice(1) : text };
  }

  private faulty(fault: LineFault, text: string): TextLine {
    this.lineNumber += 1;
    return { lineNumber: this.lineNumber, text, fault };
  }

  private tooLongLine(prefix: string): TextLine {
    this.tooLong = undefined;
    return this.faulty('too_long', prefix);
  }

  private prefixOf(bytes: Buffer): string {
    return shortened(this.forShow(bytes.subarray(0, PREFIX_BYTES)), PREFIX_CHARS);
  }

  private forShow(bytes: Buffer): string {
    return new TextDecoder(this.encoding ?? 'utf-8').decode(bytes);
  }
}

/** The block without its unfinished last line, which may end in the middle of a letter. */
function whole(block: Buffer): Buffer {
  return block.subarray(0, block.lastIndexOf(LINE_FEED) + 1);
}
