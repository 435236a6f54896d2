import { writeFile } from 'node:fs/promises';

import { demoBill } from './demo-bill';

const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** `write-demo-bill FILE [DAY]`: the demo's bill, of yesterday in Shanghai unless told. */
export async function main([path, day]: readonly string[]): Promise<void> {
  if (path === undefined) throw new Error('Name the file to write: write-demo-bill FILE [DAY]');
  const yesterday = new Date(Date.now() + SHANGHAI_OFFSET_MS - DAY_MS).toISOString().slice(0, 10);
  const bill = demoBill(day ?? yesterday);
  await writeFile(path, bill, 'utf8');
  console.log(`${path}: the bill of ${day ?? yesterday}, ${String(Buffer.byteLength(bill))} bytes`);
}
