import { DomainError } from '@app/kernel';

import { TILE_WIDTH } from './stored-nodes';

/** What the length before an entry, of two bytes, can say (C2SP tlog-tiles). */
export const ENTRY_BYTES_MAX = 65_535;
const LENGTH_BYTES = 2;

/**
 * Writes 1 to 256 entries as a bundle for those who follow the log: before each its length in two
 * bytes, the higher first. Refuses an entry over 65,535 bytes as `ledger.entry_too_long`.
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Buffer {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw badCount(entries.length);
  entries.forEach(requireLoggable);
  const bundle = Buffer.allocUnsafe(
    entries.reduce((bytes, entry) => bytes + LENGTH_BYTES + entry.length, 0),
  );
  let at = 0;
  for (const entry of entries) {
    at = bundle.writeUInt16BE(entry.length, at);
    bundle.set(entry, at);
    at += entry.length;
  }
  return bundle;
}

/** Refuses as `ledger.entry_too_long` what fits into no bundle; to be asked before it is logged. */
export function requireLoggable(entry: Uint8Array): void {
  if (entry.length > ENTRY_BYTES_MAX) {
    throw new DomainError('too_large', 'ledger.entry_too_long', {
      en: `An entry of the log has at most ${ENTRY_BYTES_MAX} bytes; this one has ${entry.length}.`,
      'zh-CN': `日志条目不得超过 ${ENTRY_BYTES_MAX} 字节，而该条目有 ${entry.length} 字节。`,
    });
  }
}

/**
 * Reads the 1 to 256 entries of a bundle; they share its memory. Refuses as
 * `ledger.bad_entry_bundle` one that is cut off, empty, or holds more.
 */
export function decodeEntryBundle(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at < bundle.length) {
    const begin = at + LENGTH_BYTES;
    const end = begin <= bundle.length ? begin + bundle.readUInt16BE(at) : begin;
    if (end > bundle.length) throw cutOff(entries.length);
    entries.push(bundle.subarray(begin, end));
    at = end;
  }
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw badCount(entries.length);
  return entries;
}

function badCount(count: number): DomainError {
  return badBundle(
    `An entry bundle holds 1 to ${TILE_WIDTH} entries, not ${count}.`,
    `条目包应含 1 至 ${TILE_WIDTH} 条，而不是 ${count} 条。`,
  );
}

function cutOff(index: number): DomainError {
  return badBundle(
    `The entry bundle is cut off within its entry ${index}; fetch it again.`,
    `条目包在第 ${index} 条（从 0 起编号）处中断，请重新获取。`,
  );
}

function badBundle(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.bad_entry_bundle', { en, 'zh-CN': zh });
}
