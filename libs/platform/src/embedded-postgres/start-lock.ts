import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error';
import { isAlive, processStart } from './process-identity';

interface LockOwner {
  readonly pid: number;
  /** See `processStart`: tells our pid from the same pid after a restart of the container. */
  readonly processStart: string | null;
  readonly token: string;
}

const POLL_MS = 20;
/** A file without an owner in it is being written just now, or its writer was killed. */
const UNWRITTEN_MS = 5_000;
/** Where a process cannot be told from a later one with its pid, a lock ages out. */
const UNIDENTIFIED_MS = 300_000;

/**
 * Runs `work` while no other process (or other call in this one) holds the lock file. A lock whose
 * owner is gone is taken over. The lock only saves two starters from getting in each other's way:
 * if it were ever broken, `rename` and PostgreSQL's own interlock still keep the data whole.
 */
export async function withStartLock<T>(
  lockFile: string,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const token = await acquire(lockFile, performance.now() + timeoutMs);
  try {
    return await work();
  } finally {
    if ((await readOwner(lockFile))?.token === token) await rm(lockFile, { force: true });
  }
}

async function acquire(lockFile: string, deadline: number): Promise<string> {
  const owner: LockOwner = {
    pid: process.pid,
    processStart: processStart(process.pid),
    token: randomUUID(),
  };
  for (;;) {
    try {
      await writeFile(lockFile, JSON.stringify(owner), { flag: 'wx', mode: 0o644 });
      return owner.token;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const holder = await readOwner(lockFile);
    if (await isStale(lockFile, holder)) await breakLock(lockFile, holder);
    else if (performance.now() > deadline) throw stillLocked(lockFile, holder);
    else await sleep(POLL_MS);
  }
}

async function readOwner(lockFile: string): Promise<LockOwner | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(lockFile, 'utf8'));
    return isOwner(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(content: unknown): content is LockOwner {
  return (
    typeof content === 'object' &&
    content !== null &&
    'pid' in content &&
    Number.isSafeInteger(content.pid) &&
    'token' in content &&
    typeof content.token === 'string' &&
    'processStart' in content
  );
}

async function isStale(lockFile: string, holder: LockOwner | undefined): Promise<boolean> {
  const written = await stat(lockFile).catch(() => undefined);
  if (written === undefined) return false;
  const ageMs = performance.timeOrigin + performance.now() - written.mtimeMs;
  if (holder === undefined) return ageMs > UNWRITTEN_MS;
  if (!isAlive(holder.pid)) return true;
  const start = processStart(holder.pid);
  return start === null ? ageMs > UNIDENTIFIED_MS : start !== holder.processStart;
}

/** Two may see the same stale lock: whoever moves a fresh one away by mistake puts it back. */
async function breakLock(lockFile: string, stale: LockOwner | undefined): Promise<void> {
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch {
    return;
  }
  const moved = await readOwner(aside);
  if (moved?.token !== stale?.token) await link(aside, lockFile).catch(() => undefined);
  await rm(aside, { force: true });
}

function stillLocked(lockFile: string, holder: LockOwner | undefined): EmbeddedPostgresError {
  const pid = String(holder?.pid ?? '?');
  return new EmbeddedPostgresError('platform.postgres_locked', {
    'zh-CN':
      `另一个进程（pid ${pid}）正在启动或停止这个状态文件夹的 PostgreSQL，等待已超时。` +
      `请等它结束，或先结束它，再重试。锁文件：${lockFile}`,
    en:
      `Another process (pid ${pid}) is starting or stopping the PostgreSQL of this state folder, ` +
      `and we have waited long enough. Let it finish or end it, then try again. Lock: ${lockFile}`,
  });
}
