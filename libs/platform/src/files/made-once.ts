import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { flushFolder } from './durable-files';

/** The content of a text file; null when there is no such file. */
export async function textIn(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
}

/**
 * Puts a secret text in a file, unless somebody was faster, and returns what the file holds then:
 * mode 0600, in a folder of mode 0700. Processes that start together agree on the one whose file
 * appears first. A file is never seen half written, and survives a power cut from the moment that
 * this returns.
 */
export async function madeOnce(path: string, content: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, content, { mode: 0o600, flush: true });
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(dirname(path));
  return readFile(path, 'utf8');
}
