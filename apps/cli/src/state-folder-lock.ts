import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isAlive, processStart } from '@app/platform';

interface Holder {
  readonly pid: number;
  /** With the pid it names a process for good: after a crash the number may be somebody else's. */
  readonly processStart: string | null;
}

/**
 * Makes sure that one `ganpei` at a time serves a state folder; two would share the keys, the
 * files and the simulated rail's book. Returns how to let go. A holder that died does not count.
 */
export function holdStateFolder(stateDir: string): () => void {
  const path = join(stateDir, 'running.json');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const holder = holderOf(path);
  if (holder !== null && isRunning(holder)) {
    const pid = String(holder.pid);
    throw new Error(
      `状态目录 ${stateDir} 正由进程 ${pid} 使用。请先停止它，或设置 STATE_DIR。\n` +
        `The state folder ${stateDir} is in use by process ${pid}. Stop it first, or set STATE_DIR.`,
    );
  }
  const own: Holder = { pid: process.pid, processStart: processStart(process.pid) };
  writeFileSync(path, JSON.stringify(own), { mode: 0o600 });
  return () => {
    if (holderOf(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

function holderOf(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null; // Nobody holds it, or whoever did died while writing.
  }
}

function isRunning({ pid, processStart: startedAt }: Holder): boolean {
  return pid !== process.pid && isAlive(pid) && processStart(pid) === startedAt;
}
