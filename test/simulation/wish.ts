import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** To start a process takes as long as to play some hundreds of seeds. */
const SEEDS_EACH_MIN = 300;

/** How many seeds, which ones, with which planted bug, on how many processes. */
export interface Wish {
  readonly seeds: number;
  readonly from: number;
  readonly bug: string | null;
  readonly processes: number;
}

/** Reads what is wished off the flags of the command line. Throws for what is no number. */
export function wishOf(given: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seeds: { type: 'string', default: '100000' },
      from: { type: 'string', default: '1' },
      bug: { type: 'string' },
      processes: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const seeds = wholeNumber(values.seeds);
  const processes = Math.min(Math.ceil(seeds / SEEDS_EACH_MIN), wholeNumber(values.processes));
  return { seeds, from: wholeNumber(values.from), bug: values.bug ?? null, processes };
}

/** The flags that say this, for the process that plays it. */
export function flagsOf({ seeds, from, bug }: Wish): string[] {
  const flags = [`--seeds=${String(seeds)}`, `--from=${String(from)}`];
  return bug === null ? flags : [...flags, `--bug=${bug}`];
}

/** One part of the seeds for each process, in their order. */
export function partsOf({ seeds, from, bug, processes }: Wish): Wish[] {
  const share = Math.ceil(seeds / processes);
  const parts: Wish[] = [];
  for (let first = from; first < from + seeds; first += share) {
    parts.push({ seeds: Math.min(share, from + seeds - first), from: first, bug, processes: 1 });
  }
  return parts;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text} is no number of seeds.`);
  return value;
}
