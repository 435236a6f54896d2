import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { PartPlayed } from './part';
import { flagsOf, partsOf, wishOf } from './wish';
import type { Wish } from './wish';

/** What came of all seeds, with what was said of those that failed, in their order. */
export interface AllPlayed extends PartPlayed {
  readonly said: string;
}

/** Plays seeds and prints how many a second; each failure with the one command that replays it. */
export async function main(given: readonly string[]): Promise<void> {
  const wish = wishOf(given);
  const began = performance.now();
  const { failed, said } = await playSeeds(wish);
  const seconds = (performance.now() - began) / 1_000;
  const perS = (wish.seeds / seconds).toFixed(0);
  const { seeds, processes } = wish;
  process.stdout.write(
    `${said}${String(seeds)} seeds in ${seconds.toFixed(1)} s: ${perS} seeds/s on ${String(processes)} processes, ` +
      (failed === 0 ? 'no promise broken\n' : 'promises broken, see above\n'),
  );
  if (failed > 0) process.exitCode = 1;
}

/** Plays seeds in processes of their own. Throws when one of these ends without a result. */
export async function playSeeds(wish: Wish): Promise<AllPlayed> {
  const all = await Promise.all(partsOf(wish).map((part) => playElsewhere(flagsOf(part))));
  return {
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    steps: all.reduce((sum, { steps }) => sum + steps, 0),
    said: all.map(({ said }) => said).join(''),
  };
}

async function playElsewhere(flags: readonly string[]): Promise<AllPlayed> {
  const child = fork(join(__dirname, 'run.cjs'), flags, {
    // Almost all that a seed makes is garbage when it ends: collect it by the many.
    execArgv: ['--max-semi-space-size=64'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const results: PartPlayed[] = [];
  child.on('message', (played) => results.push(played as PartPlayed));
  await once(child, 'close');
  const [played] = results;
  if (played === undefined) throw new Error(`No result of ${flags.join(' ')}.`);
  return { ...played, said };
}
