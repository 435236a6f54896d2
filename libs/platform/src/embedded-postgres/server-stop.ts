import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error';
import type { Postmaster } from './postmaster';
import { isServerOf, readPostmasterFile } from './postmaster';
import { isAlive, processStart } from './process-identity';
import { program } from './server-binaries';
import { childOptions } from './server-environment';
import type { StateFolder } from './state-folder';

/** Which server to stop. `binDir` finds `pg_ctl`, which only Windows needs. */
export interface ServerStop {
  readonly folder: StateFolder;
  readonly postmaster: Postmaster;
  readonly binDir: () => Promise<string>;
}

const POLL_MS = 5;
const FAST_MS = 30_000;
const IMMEDIATE_MS = 5_000;

/**
 * Stops the server if it is still this one: rolls open transactions back, writes everything out and
 * ends. If it hangs for 30 s it is told to end at once, which costs only a recovery at the next
 * start. Does nothing when the server is gone, or another one runs by now.
 */
export async function stopServer(stop: ServerStop): Promise<void> {
  if (!(await isServerOf(stop.folder.dataDir, stop.postmaster))) return;
  await signal(stop, 'fast');
  if (await isGoneWithin(stop, FAST_MS)) return;
  await signal(stop, 'immediate');
  if (await isGoneWithin(stop, IMMEDIATE_MS)) return;
  const pid = String(stop.postmaster.pid);
  throw new EmbeddedPostgresError('platform.postgres_not_stopped', {
    'zh-CN': `PostgreSQL（pid ${pid}）没有停止。请查看日志 ${stop.folder.logFile}，必要时手动结束。`,
    en: `PostgreSQL (pid ${pid}) does not stop. See ${stop.folder.logFile}; end it by hand if need be.`,
  });
}

async function signal(stop: ServerStop, mode: 'fast' | 'immediate'): Promise<void> {
  if (process.platform === 'win32') {
    const args = ['stop', '-W', '-s', '-D', stop.folder.dataDir, '-m', mode];
    await promisify(execFile)(
      program(await stop.binDir(), 'pg_ctl'),
      args,
      childOptions(undefined),
    );
    return;
  }
  try {
    process.kill(stop.postmaster.pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** Waits for the end of the server's process, without asking for it. */
export async function isGoneWithin(stop: ServerStop, limitMs: number): Promise<boolean> {
  const { folder, postmaster } = stop;
  const start = processStart(postmaster.pid);
  const deadline = performance.now() + limitMs;
  for (;;) {
    if (!isAlive(postmaster.pid) || processStart(postmaster.pid) !== start) return true;
    if (start === null && (await readPostmasterFile(folder.dataDir)) === undefined) return true;
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
}
