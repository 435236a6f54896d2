import { readFileSync } from 'node:fs';
import { errorCode } from './embedded-postgres-error';

/** The fields of `/proc/<pid>/stat` from the state on; the command name may hold any character. */
function statFields(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * Does this process run? A zombie does not: in a container whose first process reaps nobody, a
 * PostgreSQL that has ended stays in the process table for ever.
 */
export function isAlive(pid: number): boolean {
  const state = statFields(pid)?.[0];
  if (state !== undefined) return state !== 'Z' && state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * When the process started, in the kernel's own count: with the pid it names a process for good,
 * as pids are used again. Null where there is no `/proc`.
 */
export function processStart(pid: number): string | null {
  return statFields(pid)?.[19] ?? null;
}

/** The arguments with which a process was started; undefined where they cannot be read. */
export function commandLine(pid: number): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return undefined;
  }
}
