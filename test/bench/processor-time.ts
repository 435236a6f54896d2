import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { KillableService } from '../faults/killable-service';

/** Ticks a second in which Linux counts the time of processes, on every architecture we run on. */
const TICKS_PER_S = 100;

/** What a service and its database have used of the processors since they started, in ms. */
export interface ProcessorTime {
  readonly nodeMs: number;
  readonly postgresMs: number;
}

interface Counted {
  readonly parent: number;
  readonly ownTicks: number;
  /** Of children that have ended and were waited for. */
  readonly endedTicks: number;
}

/**
 * What the service and its database server with all its processes have used so far (proc(5)).
 * Unlike times on the wall it does not grow when others keep the processors busy. Null where the
 * system does not tell.
 */
export function processorTime({ pid, stateDir }: KillableService): ProcessorTime | null {
  if (process.platform !== 'linux') return null;
  const file = join(stateDir, 'postgres', 'data', 'postmaster.pid');
  const postmasterPid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const service = counted(pid);
  const postmaster = counted(postmasterPid);
  if (service === null || postmaster === null) return null;
  const backends = readdirSync('/proc')
    .map((name) => (/^\d+$/.test(name) ? counted(Number(name)) : null))
    .filter((one) => one?.parent === postmasterPid);
  const backendTicks = backends.reduce((sum, one) => sum + (one?.ownTicks ?? 0), 0);
  return {
    nodeMs: inMs(service.ownTicks),
    postgresMs: inMs(postmaster.ownTicks + postmaster.endedTicks + backendTicks),
  };
}

/** What each of so many took between two readings; null where the system does not tell. */
export function processorTimeEach(
  before: ProcessorTime | null,
  after: ProcessorTime | null,
  count: number,
): ProcessorTime | null {
  if (before === null || after === null) return null;
  return {
    nodeMs: (after.nodeMs - before.nodeMs) / count,
    postgresMs: (after.postgresMs - before.postgresMs) / count,
  };
}

/** What one process has used so far, in ms; 0 where the system does not tell. */
export function processorMsOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return inMs(counted(pid)?.ownTicks ?? 0);
}

function inMs(ticks: number): number {
  return (ticks * 1_000) / TICKS_PER_S;
}

function counted(pid: number): Counted | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name of the program comes second, in brackets, and may hold anything.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return { parent: at(1), ownTicks: at(11) + at(12), endedTicks: at(13) + at(14) };
  } catch {
    return null;
  }
}
