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
  entries.forEach(requireShort);
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

function requireShort({ length }: Uint8Array): void {
  if (length <= ENTRY_BYTES_MAX) return;
  throw new DomainError('too_large', 'ledger.entry_too_long', {
    en: `An entry of the log has at most ${ENTRY_BYTES_MAX} bytes; this one has ${length}.`,
    'zh-CN': `日志条目不得超过 ${ENTRY_BYTES_MAX} 字节，而该条目有 ${length} 字节。`,
  });
}

function badCount(count: number): DomainError {
  return new DomainError('unprocessable', 'ledger.bad_entry_bundle', {
    en: `An entry bundle holds 1 to ${TILE_WIDTH} entries, not ${count}.`,
    'zh-CN': `条目包应含 1 至 ${TILE_WIDTH} 条，而不是 ${count} 条。`,
  });
}
