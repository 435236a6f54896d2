import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Config } from '../config/config';
import { DiskObjects } from './disk-objects';
import { FileStore } from './file-store';
import { S3Objects } from './s3-objects';

/** No upload takes so long; whoever wrote such a draft was killed. */
const DRAFT_AGE_MS_MAX = 24 * 3_600_000;

/**
 * The file store of an installation: in its state folder, or in the bucket that is configured.
 * Drafts of processes that died go now.
 */
export async function openFileStore(
  { stateDir, files }: Pick<Config, 'stateDir' | 'files'>,
  now: Date,
): Promise<FileStore> {
  const folder = join(stateDir, 'files');
  const drafts = join(folder, 'drafts');
  await removeOldDrafts(drafts, new Date(now.getTime() - DRAFT_AGE_MS_MAX));
  const objects = files.s3 === null ? new DiskObjects(folder) : await S3Objects.open(files.s3);
  return new FileStore(drafts, objects);
}

async function removeOldDrafts(folder: string, before: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []); // Before the first upload there is none.
  for (const name of names) {
    const path = join(folder, name);
    const draft = await stat(path).catch(() => null);
    if (draft !== null && draft.mtime < before) await rm(path, { force: true });
  }
}
