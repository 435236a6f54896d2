import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EmbeddedPostgresError, errorCode, errorMessage } from './embedded-postgres-error';
import { makeLinks } from './package-links';
import type { ServerAccount } from './server-account';
import { canReach } from './server-account';

/** Who has to run the programs, and where a copy is at home. */
export interface CopyRequest {
  readonly account: ServerAccount | undefined;
  readonly stateRoot: string;
}

/**
 * Where root may put the programs if the server's account cannot reach the state folder. Programs
 * have to find themselves by their real path, so the way through `/proc/self/cwd` is not open to
 * them. They hold nothing of value: a lost copy is made again.
 */
const SHARED_PLACES = ['/var/lib/ganpei', '/var/tmp/ganpei'];

/** Copies the package's programs (60 MB) once to where they can be run; returns the copy. */
export async function copyServer(packageDir: string, request: CopyRequest): Promise<string> {
  const name = `server-${await packageVersion(packageDir)}-${basename(packageDir)}`;
  const failures: string[] = [];
  for (const place of await copyPlaces(request)) {
    try {
      if (place !== request.stateRoot) await openShared(place, request.account);
      const copy = join(place, name);
      if (!(await isPresent(copy))) await copyTo(packageDir, copy);
      return copy;
    } catch (error) {
      failures.push(errorMessage(error));
    }
  }
  const saw = failures.join('; ');
  throw new EmbeddedPostgresError('platform.postgres_copy_failed', {
    'zh-CN':
      `PostgreSQL 程序在 ${packageDir} 中无法直接运行，也无法复制到别处：${saw}。` +
      '请换一个状态文件夹，或安装系统的 PostgreSQL 并设置 PG_BIN，或设置 DATABASE_URL。',
    en:
      `The PostgreSQL programs cannot be run from ${packageDir}, nor copied elsewhere: ${saw}. ` +
      'Choose another state folder, or install PostgreSQL and set PG_BIN, or set DATABASE_URL.',
  });
}

async function packageVersion(packageDir: string): Promise<string> {
  const content: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  return typeof content === 'object' && content !== null && 'version' in content
    ? String(content.version)
    : 'unknown';
}

async function copyPlaces({ account, stateRoot }: CopyRequest): Promise<readonly string[]> {
  const reached = account === undefined || (await canReach(account, stateRoot));
  return reached ? [stateRoot] : SHARED_PLACES;
}

/** A shared place will do only if root made it, nobody else writes there, and we get there. */
async function openShared(place: string, account: ServerAccount | undefined): Promise<void> {
  try {
    await mkdir(place);
    await chmod(place, 0o755);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(place);
  const ours = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  if (!ours) throw new Error(`${place} is not root's own`);
  if (account === undefined || (await canReach(account, place))) return;
  throw new Error(`${account.name} cannot reach ${place}`);
}

async function isPresent(copy: string): Promise<boolean> {
  return access(join(copy, 'bin'), constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The copy appears by rename, so it is complete or absent; whoever comes second uses the first. */
async function copyTo(packageDir: string, copy: string): Promise<void> {
  const partial = `${copy}.partial-${process.pid}`;
  try {
    await cp(join(packageDir, 'native'), partial, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    });
    await makeLinks(partial, partial);
    await openToReaders(partial);
    await rename(partial, copy).catch(async (error: unknown) => {
      if (!(await isPresent(copy))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** A tree that was installed with a strict umask is closed to the server's account. */
async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToReaders(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
