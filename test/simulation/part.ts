import { replayCommand } from './replay-command';
import { play } from './simulate';
import { wishOf } from './wish';
import { PLANTED_BUGS, isBug } from './world/planted-bugs';

const FAILURES_MAX = 5;

/** What a process found in the seeds that it played. */
export interface PartPlayed {
  readonly failed: number;
  /** How often somebody had a turn, in all of them. */
  readonly steps: number;
}

/** Plays seeds in this process; says of each failure by which command it is played again. */
export async function playPart(given: readonly string[]): Promise<PartPlayed> {
  const { seeds, from, bug } = wishOf(given);
  if (bug !== null && !isBug(bug)) throw new Error(`No planted bug "${bug}".`);
  let failed = 0;
  let steps = 0;
  for (let seed = from; seed < from + seeds && failed < FAILURES_MAX; seed += 1) {
    try {
      const played = await play(seed, bug === null ? null : PLANTED_BUGS[bug]);
      steps += played.steps;
    } catch (error) {
      failed += 1;
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const again = replayCommand(seed, bug);
      process.stdout.write(`Seed ${String(seed)}: ${why}\nReplay it: ${again}\n`);
    }
  }
  return { failed, steps };
}
