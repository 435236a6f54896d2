import { randomBytes } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A rename is only safe against a power cut once the folder itself is on disk. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null); // Windows cannot open a folder.
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Puts new content in the place of a file: others see the old one or all of the new one. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, content, { flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
  await flushFolder(dirname(path));
}
