import { machine, table, targetTable, today, whole } from '../report';
import type { Target } from '../report';
import type { Measurement } from './measure';

export interface Sitting {
  readonly settings: readonly string[];
  readonly measurements: readonly Measurement[];
  readonly tpcB: Measurement | null;
  readonly targets: readonly Target[];
}

const HEAD = [
  'what',
  'per second',
  '× TPC-B',
  'p50 ms',
  'p99 ms',
  'Node µs',
  'PostgreSQL µs',
  'stolen',
];

/** The table of a sitting: figures of this machine on this day, and ratios that travel. */
export function tableOf({ settings, measurements, tpcB, targets }: Sitting): string {
  const rows = measurements.map(({ name, perS, p50Ms, p99Ms, nodeUs, postgresUs, stolen }) => [
    name,
    whole(perS),
    tpcB === null ? '–' : (perS / tpcB.perS).toFixed(2),
    decimals(p50Ms),
    decimals(p99Ms),
    decimals(nodeUs),
    decimals(postgresUs),
    `${(stolen * 100).toFixed(0)} %`,
  ]);
  return [
    `# Ledger, ${today()}`,
    '',
    `${machine()}. PostgreSQL: ${settings.join(' ')}.`,
    'All in one sitting on one server. µs are processor time per journal (or row); stolen is what the host took away meanwhile.',
    '',
    ...table(HEAD, rows),
    '',
    ...targetTable(targets),
    '',
  ].join('\n');
}

function decimals(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
