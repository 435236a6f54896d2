import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { replayCommand } from './replay-command';
import { play } from './simulate';
import { PLANTED_BUGS } from './world/planted-bugs';
import type { BugName } from './world/planted-bugs';

const FAILURES_MAX = 5;

/** How many seeds, which ones, with which planted bug, on how many processes. */
interface Wish {
  readonly seeds: number;
  readonly from: number;
  readonly bug: BugName | null;
  readonly processes: number;
}

/** Plays seeds and prints how many a second; each failure with the one command that replays it. */
export async function main(given: readonly string[]): Promise<void> {
  const wish = wishOf(given);
  const began = performance.now();
  const isPart = process.send !== undefined;
  const failed = isPart || wish.seeds === 1 ? await playHere(wish) : await playOnSeveral(wish);
  if (failed > 0) process.exitCode = 1;
  if (isPart) return;
  const seconds = (performance.now() - began) / 1_000;
  const perS = (wish.seeds / seconds).toFixed(0);
  const { seeds, processes } = wish;
  say(
    `${String(seeds)} seeds in ${seconds.toFixed(1)} s: ${perS} seeds/s on ${String(processes)} processes, ` +
      (failed === 0 ? 'no promise broken' : 'promises broken, see above'),
  );
}

async function playHere({ seeds, from, bug }: Wish): Promise<number> {
  let failed = 0;
  for (let seed = from; seed < from + seeds && failed < FAILURES_MAX; seed += 1) {
    try {
      await play(seed, bug === null ? null : PLANTED_BUGS[bug]);
    } catch (error) {
      failed += 1;
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      say(`Seed ${String(seed)}: ${why}\nReplay it: ${replayCommand(seed, bug)}`);
    }
  }
  return failed;
}

/** Returns how many processes found a failure. What they say comes in the order of their seeds. */
async function playOnSeveral({ seeds, from, bug, processes }: Wish): Promise<number> {
  const share = Math.ceil(seeds / processes);
  const parts = Array.from({ length: processes }, (_, part) => {
    const first = from + part * share;
    const count = Math.min(share, from + seeds - first);
    const flags = [`--seeds=${String(count)}`, `--from=${String(first)}`];
    return count > 0 ? playElsewhere(bug === null ? flags : [...flags, `--bug=${bug}`]) : null;
  });
  let failed = 0;
  for (const part of parts) {
    if (part === null) continue;
    const { said, isWell } = await part;
    process.stdout.write(said);
    if (!isWell) failed += 1;
  }
  return failed;
}

async function playElsewhere(flags: readonly string[]): Promise<{ said: string; isWell: boolean }> {
  const child = fork(join(__dirname, 'run.cjs'), flags, {
    // Almost all that a seed makes is garbage when it ends: collect it by the many.
    execArgv: ['--max-semi-space-size=64'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { said, isWell: code === 0 };
}

function wishOf(given: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seeds: { type: 'string', default: '100000' },
      from: { type: 'string', default: '1' },
      bug: { type: 'string' },
      processes: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const { bug } = values;
  if (bug !== undefined && !isBug(bug)) throw new Error(`No planted bug "${bug}".`);
  const seeds = wholeNumber(values.seeds);
  return {
    seeds,
    from: wholeNumber(values.from),
    bug: bug ?? null,
    processes: Math.min(seeds, wholeNumber(values.processes)),
  };
}

function isBug(name: string): name is BugName {
  return name in PLANTED_BUGS;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text} is no number of seeds.`);
  return value;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
