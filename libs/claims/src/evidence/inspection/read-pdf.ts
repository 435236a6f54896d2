import { constants, createInflateRaw } from 'node:zlib';

import { DomainError } from '@app/kernel';

import {
  hasMoreBehindPdf,
  isWholePdf,
  namesIn,
  objectStreams,
  splitAtName,
} from '../../domain/pdf-text';
import type { PdfReading } from '../../domain/pdf-text';
import { unreadable } from '../../domain/readable-file';

/** Objects of a document are text; those of a large one are a few megabytes. */
const OBJECT_BYTES_MAX = 32 * 1_024 * 1_024;
/** What comes out at a time. What breaks in the middle of it counts in full, and is not seen. */
const PIECE_BYTES = 16 * 1_024;
/** Somebody waits, and others wait for their turn. */
const READING_MS_MAX = 20_000;
/** RFC 1950: two bytes stand before the data, and a checksum behind them. */
const ZLIB_HEADER_BYTES = 2;

/**
 * The telling names of a PDF, those in its compressed objects included. Refuses one that is not
 * whole, or whose objects are a bomb, with `evidence.unreadable`. Nothing of it is interpreted: the
 * known libraries unpack whatever they find, without a limit.
 */
export async function readPdf(content: Buffer): Promise<PdfReading> {
  const text = content.toString('latin1');
  const names = namesIn(text);
  const streams = isWholePdf(text, names) ? objectStreams(text) : null;
  if (streams === null) throw unreadable('PDF');
  const unpacking = new Unpacking(names);
  for (const { dataAt } of streams) await unpacking.run(content.subarray(dataAt));
  return { names, isHidden: unpacking.isHidden, hasMore: hasMoreBehindPdf(text) };
}

/** Unpacks objects piece by piece, within one limit for all of a document. */
class Unpacking {
  private bytesLeft = OBJECT_BYTES_MAX;
  private readonly endsAtMs = performance.now() + READING_MS_MAX;
  isHidden = false;

  constructor(private readonly names: Set<string>) {}

  /**
   * Adds the names in an object stream. The checksum is not asked for: whoever shows the document
   * may not ask for it either. What is encrypted, packed in another way, or broken stays hidden.
   */
  async run(data: Buffer): Promise<void> {
    if (!isZlib(data)) {
      this.hide();
      return;
    }
    const inflate = createInflateRaw({
      chunkSize: PIECE_BYTES,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    inflate.end(data.subarray(ZLIB_HEADER_BYTES));
    try {
      await this.look(inflate as AsyncIterable<Buffer>);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      this.hide();
    }
  }

  private hide(): void {
    this.isHidden = true;
    this.take(PIECE_BYTES);
  }

  private async look(pieces: AsyncIterable<Buffer>): Promise<void> {
    let rest = '';
    for await (const piece of pieces) {
      this.take(piece.length);
      const [whole, begun] = splitAtName(rest + piece.toString('latin1'));
      this.add(whole);
      rest = begun;
    }
    this.add(rest);
  }

  private add(text: string): void {
    for (const name of namesIn(text)) this.names.add(name);
  }

  private take(bytes: number): void {
    this.bytesLeft -= bytes;
    if (this.bytesLeft < 0 || performance.now() > this.endsAtMs) throw unreadable('PDF');
  }
}

/** RFC 1950, 2.2: the method, a checksum of two bytes, and no dictionary of the packer's own. */
function isZlib(data: Buffer): boolean {
  if (data.length < ZLIB_HEADER_BYTES) return false;
  const [method, flags] = [data.readUInt8(0), data.readUInt8(1)];
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
}
