import { machine, table, targetTable, today, whole } from '../report';
import type { Target } from '../report';
import type { Measurement } from './measure';

export interface Sitting {
  readonly packs: readonly Measurement[];
  /** Ours first: the others are compared with it. */
  readonly engines: readonly Measurement[];
  readonly targets: readonly Target[];
}

/** The table of a sitting: figures of this machine on this day, and ratios that travel. */
export function tableOf({ packs, engines, targets }: Sitting): string {
  const ours = engines[0]?.perCoreS ?? Number.NaN;
  return [
    `# Programmes, ${today()}`,
    '',
    `${machine()}. One process, all in one sitting; the best of three rounds each. “Per core” is by processor time,`,
    'with all threads of the process counted; “by the clock” has whatever else the machine was doing in it.',
    '',
    '## Whole assessments, of the facts of each pack’s golden cases',
    '',
    ...table(
      ['pack', 'per second and core', 'by the clock'],
      packs.map(({ name, perS, perCoreS }) => [name, whole(perCoreS), whole(perS)]),
    ),
    '',
    '## One question, “is the claim eligible?”, asked of each engine about the same claims',
    '',
    'All of them gave the same answers before they were measured. The others were handed the days since the',
    'payment ready-made and answer yes or no; ours reads times and amounts, works out the whole assessment with',
    'money, reasons in two languages and approvals, and is asked for one field of it.',
    '',
    ...table(
      ['engine', 'per second and core', '× ours', 'by the clock'],
      engines.map(({ name, perS, perCoreS }) => [
        name,
        whole(perCoreS),
        (perCoreS / ours).toFixed(2),
        whole(perS),
      ]),
    ),
    '',
    ...targetTable(targets),
    '',
  ].join('\n');
}
