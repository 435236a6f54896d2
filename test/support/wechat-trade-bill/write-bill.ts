import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

import { billEntries } from './generate-bill';
import type { BillOptions } from './generate-bill';

/** So many lines go to the file at once. */
const BLOCK_CHARS = 262_144;

/**
 * Writes a bill of about so many megabytes (of 1,000,000 bytes) without ever holding it in memory.
 * Answers how many data rows it has.
 */
export async function writeBill(
  path: string,
  options: Omit<BillOptions, 'bytesMax'> & { readonly megabytes?: number },
): Promise<number> {
  const { megabytes, ...rest } = options;
  const size = megabytes === undefined ? {} : { bytesMax: megabytes * 1_000_000 };
  const file = createWriteStream(path);
  let block = '';
  let rows = 0;
  for (const { line, facts } of billEntries({ ...rest, ...size })) {
    block += `${line}\n`;
    if (facts !== undefined) rows += 1;
    if (block.length < BLOCK_CHARS) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await finished(file);
  return rows;
}
