import type { BenchServer } from './bench-server';

/** What one measurement gave. Times in milliseconds, processor time in microseconds per item. */
export interface Measurement {
  readonly name: string;
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What an item took of a processor, in this process and in PostgreSQL. */
  readonly nodeUs: number;
  readonly postgresUs: number;
}

export interface Load {
  readonly name: string;
  /** So many callers, each with one call at a time. */
  readonly callers: number;
  /** Journals (or rows) per call. */
  readonly items: number;
  readonly durationMs?: number;
  call(caller: number): Promise<unknown>;
}

const WARM_UP_MS = 500;
const DURATION_MS = 4_000;

/** Warms up, settles the disk, and runs a load for a few seconds. */
export async function measure(server: BenchServer, load: Load): Promise<Measurement> {
  await run(load, WARM_UP_MS);
  await server.settle();
  const nodeBefore = process.cpuUsage();
  const postgresBefore = await server.processorS();
  const { latencies, elapsedMs } = await run(load, load.durationMs ?? DURATION_MS);
  const node = process.cpuUsage(nodeBefore);
  const postgresS = (await server.processorS()) - postgresBefore;
  const items = latencies.length * load.items;
  latencies.sort((one, other) => one - other);
  const found = {
    name: load.name,
    perS: (items * 1_000) / elapsedMs,
    p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    nodeUs: (node.user + node.system) / items,
    postgresUs: (postgresS * 1_000_000) / items,
  };
  process.stderr.write(`${found.name}: ${Math.round(found.perS).toLocaleString('en')}/s\n`);
  return found;
}

async function run(
  load: Load,
  durationMs: number,
): Promise<{ latencies: number[]; elapsedMs: number }> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const loop = async (caller: number): Promise<void> => {
    while (performance.now() - startedAt < durationMs) {
      const calledAt = performance.now();
      await load.call(caller);
      latencies.push(performance.now() - calledAt);
    }
  };
  await Promise.all(Array.from({ length: load.callers }, (_none, caller) => loop(caller)));
  return { latencies, elapsedMs: performance.now() - startedAt };
}
