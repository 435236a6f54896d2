import type { ProcessorTime } from '../processor-time';
import { machine, table, targetTable, today, whole } from '../report';
import type { JobCounts } from './bench-queue';
import type { StatementCounts } from './statement-counts';

const WANTED_PER_S = 200;

/** What was found with the jobs in one place. */
export interface PayoutRun {
  readonly queue: string;
  readonly payouts: number;
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cost: (ProcessorTime & { readonly redisMs: number }) | null;
  /** Of so many payouts. */
  readonly counted: number;
  readonly said: StatementCounts;
  readonly jobs: JobCounts;
}

/** What was found, the places of the jobs side by side. */
export function payoutReport(runs: readonly PayoutRun[]): string {
  return [
    `# Payouts, ${today()}`,
    '',
    `${machine()}. Service with its worker, database and rail on one machine, each a process of its own. Times are from the opening of an order until it is known to be settled. What a payout took of the processors, said to the database and added to the queues is with all that its claim does at once because of it.`,
    '',
    ...table(
      ['queue', 'payouts', 'per s', 'p50 ms', 'p99 ms', 'Node + PostgreSQL + Redis, ms'],
      runs.map(timesRow),
    ),
    '',
    ...table(['of one payout', ...runs.map(({ queue }) => queue)], countRows(runs)),
    '',
    ...targetTable(
      runs.map(({ queue, perS }) => ({
        what: `payouts per second, approved → settled and booked, jobs in ${queue}`,
        wanted: `≥ ${String(WANTED_PER_S)}`,
        found: perS.toFixed(0),
        reached: perS >= WANTED_PER_S,
      })),
    ),
    '',
    ...runs.flatMap((run) => [
      ...table([`costliest for the server, jobs in ${run.queue}`, 'times', 'ms'], costs(run)),
      '',
    ]),
  ].join('\n');
}

function timesRow({ queue, payouts, perS, p50Ms, p99Ms, cost }: PayoutRun): string[] {
  const used = cost === null ? [] : [cost.nodeMs, cost.postgresMs, cost.redisMs];
  const processors = used.map((ms) => ms.toFixed(1)).join(' + ');
  return [
    queue,
    whole(payouts),
    perS.toFixed(0),
    whole(p50Ms),
    whole(p99Ms),
    processors === '' ? '–' : processors,
  ];
}

function countRows(runs: readonly PayoutRun[]): string[][] {
  const row = (what: string, countOf: (run: PayoutRun) => number): string[] => [
    what,
    ...runs.map((run) => (countOf(run) / run.counted).toFixed(1)),
  ];
  const kinds = new Set(runs.flatMap(({ jobs }) => [...jobs.keys()]));
  return [
    row('statements', ({ said }) => said.statements),
    row('transactions that write', ({ said }) => said.writes),
    row('jobs', ({ jobs }) => [...jobs.values()].reduce((sum, count) => sum + count, 0)),
    ...[...kinds].sort().map((kind) => row(`\`${kind}\``, ({ jobs }) => jobs.get(kind) ?? 0)),
  ];
}

function costs({ said, counted }: PayoutRun): string[][] {
  return said.costliest.map(({ text, calls, ms }) => [
    `\`${text.replaceAll('|', '\\|')}\``,
    (calls / counted).toFixed(1),
    (ms / counted).toFixed(2),
  ]);
}
