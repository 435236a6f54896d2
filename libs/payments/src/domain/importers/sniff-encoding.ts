import { isUtf8 } from 'node:buffer';

import { binaryFile, unknownEncoding, utf16File } from './file-refusals';
import type { BinaryKind } from './file-refusals';

export type TextEncoding = 'utf-8' | 'gb18030';

/** How much of a file decides about its encoding. */
export const HEAD_BYTES = 65_536;

const LINE_FEED = 0x0a;

const MAGIC: readonly (readonly [BinaryKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
];

const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Which share of the double bytes must be everyday Chinese before we believe in GB18030. */
const GB2312_SHARE_MIN = 0.25;

/**
 * Decides the encoding from the first bytes of a file. Refuses binary files and UTF-16 with words
 * that say what to do. One damaged row must not turn a UTF-8 file into GBK, so the lines with
 * letters beyond ASCII vote.
 */
export function sniffEncoding(head: Buffer): TextEncoding {
  refuseBinary(head);
  const lines = linesBeyondAscii(head);
  if (lines.length === 0) return 'utf-8';
  const inUtf8 = lines.filter((line) => isUtf8(line)).length;
  // UTF-8 is hardly ever hit by chance, while GB18030 finds letters in almost anything: a draw goes
  // to UTF-8, and the lines that are not are rejected instead of stored as garbage.
  if (inUtf8 * 2 >= lines.length) return 'utf-8';
  const inGb18030 = lines.filter((line) => isGb18030(line)).length;
  if (inGb18030 * 2 > lines.length && looksChinese(lines)) return 'gb18030';
  throw unknownEncoding();
}

function refuseBinary(head: Buffer): void {
  const startsWith = (magic: readonly number[]): boolean =>
    magic.every((byte, index) => head[index] === byte);
  if (UTF16_MARKS.some(startsWith)) throw utf16File();
  for (const [kind, magic] of MAGIC) {
    if (startsWith(magic)) throw binaryFile(kind);
  }
  if (head.includes(0)) throw binaryFile('unknown');
}

/** Whole lines only, so that a letter cut by the end of the head does not count as damage. */
function linesBeyondAscii(head: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < head.length) {
    const lineFeed = head.indexOf(LINE_FEED, start);
    const isCut = lineFeed < 0 && head.length === HEAD_BYTES;
    const end = lineFeed < 0 ? head.length : lineFeed;
    const line = head.subarray(start, isCut ? lastAsciiBefore(head, end) : end);
    if (line.some((byte) => byte >= 0x80)) lines.push(line);
    start = end + 1;
  }
  return lines;
}

function lastAsciiBefore(bytes: Buffer, end: number): number {
  let position = end;
  while (position > 0 && (bytes[position - 1] ?? 0) >= 0x80) position -= 1;
  return position;
}

function isGb18030(bytes: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * GB18030 finds a letter for almost any bytes, also for Latin-1 and other encodings. In text that
 * is really Chinese many letters come from GB2312, whose two bytes both lie above 0xA0.
 */
function looksChinese(lines: readonly Buffer[]): boolean {
  let doubleBytes = 0;
  let inGb2312 = 0;
  for (const line of lines) {
    for (let index = 0; index < line.length; index += 1) {
      if ((line[index] ?? 0) < 0x80) continue;
      doubleBytes += 1;
      index += 1;
      if ((line[index - 1] ?? 0) > 0xa0 && (line[index] ?? 0) > 0xa0) inGb2312 += 1;
    }
  }
  return inGb2312 >= doubleBytes * GB2312_SHARE_MIN;
}
