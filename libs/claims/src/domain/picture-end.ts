import type { PictureType } from './evidence-type';

/**
 * Whether more than padding stands behind the end of a picture; also when it has no end. Telephones
 * put short films and second pictures there, and others what should not be seen.
 */
export function hasMoreBehindPicture(content: Buffer, mediaType: PictureType): boolean {
  const end = END_OF[mediaType](content);
  return end === null || content.subarray(end).some((byte) => !PADDING.has(byte));
}

/** Zeros and white space. */
const PADDING: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20]);

/** Where the picture ends, after its last byte; null when it has no end. */
const END_OF: Readonly<Record<PictureType, (content: Buffer) => number | null>> = {
  'image/png': endOfPng,
  'image/jpeg': endOfJpeg,
  'image/webp': endOfWebp,
};

const PNG_MARK_BYTES = 8;
/** Length and name before the data of a chunk, and a checksum behind them. */
const PNG_CHUNK_BYTES = 12;

/** PNG, third edition, 5.3 and 11.2.5: chunks up to `IEND`, which holds nothing. */
function endOfPng(content: Buffer): number | null {
  let at = PNG_MARK_BYTES;
  while (at + PNG_CHUNK_BYTES <= content.length) {
    const name = content.toString('latin1', at + 4, at + 8);
    const next = at + PNG_CHUNK_BYTES + content.readUInt32BE(at);
    if (name === 'IEND') return next === at + PNG_CHUNK_BYTES ? next : null;
    at = next;
  }
  return null;
}

const JPEG_END = 0xd9;
/** A byte of data written so, a marker of no effect, restarts, and the beginning. */
const JPEG_ALONE: ReadonlySet<number> = new Set([
  ...[0x00, 0x01, 0xd8],
  ...[0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7],
]);

/** ITU-T T.81, B.1.1: segments say how long they are, and coded data hold no other markers. */
function endOfJpeg(content: Buffer): number | null {
  let at = content.indexOf(0xff);
  while (at >= 0 && at + 1 < content.length) {
    const marker = content.readUInt8(at + 1);
    if (marker === JPEG_END) return at + 2;
    at = content.indexOf(0xff, at + lengthOfMarker(content, at, marker));
  }
  return null;
}

/** `FF` may be repeated before a marker. */
function lengthOfMarker(content: Buffer, at: number, marker: number): number {
  if (marker === 0xff) return 1;
  if (JPEG_ALONE.has(marker)) return 2;
  return at + 4 > content.length ? 2 : 2 + content.readUInt16BE(at + 2);
}

/** RFC 9649, 2.4: the header says how long the file is behind it, rounded up to even. */
function endOfWebp(content: Buffer): number | null {
  if (content.length < 8) return null;
  const sizeBytes = content.readUInt32LE(4);
  return 8 + sizeBytes + (sizeBytes % 2);
}
