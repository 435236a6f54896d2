import { readFile, readlink, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { commandLine, isAlive } from './process-identity';
import type { StateFolder } from './state-folder';

/** A server that answers, or is said to, on 127.0.0.1. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** A setting of our own that we start the server with; it says in any case whose server it is. */
export const FOLDER_SETTING = 'ganpei.data_folder';

const POLL_MS = 10;

/** What `postmaster.pid` says; `status` is `starting`, `ready` or `stopping`. */
export interface PostmasterFile extends Postmaster {
  readonly status: string;
}

/** Reads lines 1 (pid), 4 (port) and 8 (status); undefined when no server has signed in. */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  const content = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = content.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7]?.trim() ?? 'starting' };
}

/**
 * Is the process with this pid the server of this folder? Pids are used again, above all in
 * containers, and a copied state folder names the server of the original. On Linux the arguments
 * tell (everybody may read them; the working folder of another account's process only root with
 * all its rights); elsewhere a living process and an open port have to do.
 */
export async function isServerOf(dataDir: string, { pid, port }: Postmaster): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return isListening(port);
  if (commandLine(pid)?.includes(`${FOLDER_SETTING}=${dataDir}`) === true) return true;
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === dataDir;
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (listening: boolean) => (): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}

/**
 * The server that already runs on this folder, for instance because the process that started it was
 * killed. Waits while it starts, recovers or stops; undefined when none runs.
 */
export async function findPostmaster(
  folder: StateFolder,
  deadline: number,
): Promise<Postmaster | undefined> {
  for (;;) {
    const file = await readPostmasterFile(folder.dataDir);
    if (file === undefined) return undefined;
    if (!(await isServerOf(folder.dataDir, file))) {
      // PostgreSQL itself sees to the file of a dead process, but refuses to start when the pid
      // belongs to another one by now. Should old server processes live on, it still refuses.
      if (isAlive(file.pid)) await rm(join(folder.dataDir, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (file.status === 'ready' && file.port > 0) return { pid: file.pid, port: file.port };
    if (performance.now() > deadline) throw notReady(folder, file.pid, file.status);
    await sleep(POLL_MS);
  }
}

/** The server runs but takes no connections yet: the caller's time is up, the server's is not. */
export function notReady(folder: StateFolder, pid: number, status: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError('platform.postgres_not_ready', {
    'zh-CN':
      `PostgreSQL（pid ${pid}）仍处于“${status}”状态，可能正在恢复数据。` +
      `它会继续运行，请稍后重试。日志：${folder.logFile}`,
    en:
      `PostgreSQL (pid ${pid}) is still "${status}", perhaps recovering data. It goes on ` +
      `running; try again in a while. Log: ${folder.logFile}`,
  });
}
