import { chmod, lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, errorMessage } from './embedded-postgres-error';
import type { ServerAccount } from './server-account';

/** Where the embedded PostgreSQL keeps what, below `<stateDir>/postgres`. */
export interface StateFolder {
  readonly root: string;
  /** PostgreSQL's own data folder. It appears complete (by rename) or not at all. */
  readonly dataDir: string;
  /** Passwords, 0600. */
  readonly credentialsFile: string;
  /** The port of the last start. */
  readonly portFile: string;
  /** What the server prints. */
  readonly logFile: string;
  /** Exists while a process starts or stops the server. */
  readonly lockFile: string;
}

/** Names of things that are worthless once the process that made them is gone. */
const LEFTOVER = /^initializing-|\.partial-[^.]+$|\.new$/;

/** Makes the state folder when absent, for this user only, and names what is in it. */
export async function openStateFolder(stateDir: string): Promise<StateFolder> {
  const root = await makeRoot(resolve(stateDir));
  return {
    root,
    dataDir: join(root, 'data'),
    credentialsFile: join(root, 'credentials.json'),
    portFile: join(root, 'port'),
    logFile: join(root, 'server.log'),
    lockFile: join(root, 'start.lock'),
  };
}

async function makeRoot(stateDir: string): Promise<string> {
  const wanted = join(stateDir, 'postgres');
  try {
    await mkdir(stateDir, { recursive: true });
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return await realpath(wanted);
  } catch (error) {
    const saw = errorMessage(error);
    throw new EmbeddedPostgresError(
      'platform.postgres_state_folder',
      {
        'zh-CN': `状态文件夹 ${stateDir} 无法使用：${saw}。请选择一个可以写入的文件夹。`,
        en: `The state folder ${stateDir} cannot be used: ${saw}. Choose a folder we may write to.`,
      },
      error,
    );
  }
}

/** Lets the server's account pass through the folder; it can neither list nor write it. */
export async function allowPassage(folder: StateFolder, account: ServerAccount): Promise<void> {
  const { mode, uid } = await lstat(folder.root);
  if (uid !== account.uid) await chmod(folder.root, (mode & 0o777) | 0o011);
}

/**
 * Removes what a start that was killed half-way has left, and copies of the programs other than the
 * one in use. Only under the start lock, and while no server runs.
 */
export async function removeLeftovers(folder: StateFolder, binDir: string): Promise<void> {
  const isOldCopy = (name: string): boolean =>
    name.startsWith('server-') && join(folder.root, name) !== dirname(binDir);
  const all = await readdir(folder.root);
  const names = all.filter((name) => LEFTOVER.test(name) || isOldCopy(name));
  // A killed starter may have left an initdb that still writes; then the next start tidies up.
  const options = { recursive: true, force: true, maxRetries: 3 } as const;
  await Promise.allSettled(names.map((name) => rm(join(folder.root, name), options)));
}

/** Writes a small file so that after a crash it is whole, old or new, never half. */
export async function writeWhole(path: string, content: string, mode: number): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  const file = await open(temporary, 'w', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Makes a rename in this folder survive a power cut; Windows cannot open folders for this. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
