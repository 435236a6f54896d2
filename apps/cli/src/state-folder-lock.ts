import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes sure that one `ganpei up` works on a state folder at a time; two would share keys, files
 * and the simulated rail's book. Returns how to let go of it. A process that died does not count.
 */
export function holdStateFolder(stateDir: string): () => void {
  const path = join(stateDir, 'up.pid');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const holder = holderOf(path);
  if (holder !== null && isRunning(holder)) {
    throw new Error(
      `Ganpei 已在使用状态目录 ${stateDir}（进程 ${String(holder)}）。请先停止它，或设置 STATE_DIR。\n` +
        `Ganpei runs on the state folder ${stateDir} already (process ${String(holder)}). Stop it first, or set STATE_DIR.`,
    );
  }
  writeFileSync(path, `${String(process.pid)}\n`, { mode: 0o600 });
  return () => {
    if (holderOf(path) === process.pid) rmSync(path, { force: true });
  };
}

function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // Nobody ever held it.
  }
}

/** Whether a process is a `ganpei` that runs: after a crash its number may belong to somebody else. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('ganpei');
  } catch {
    return true; // No /proc here: a process with this number is all that can be known.
  }
}
