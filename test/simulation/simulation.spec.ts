import 'reflect-metadata';

import { Dice } from './dice';
import { REGRESSIONS } from './regression-seeds';
import { replayCommand } from './replay-command';
import { play } from './simulate';
import type { Played } from './simulate';
import { PLANTED_BUGS } from './world/planted-bugs';
import type { BugName } from './world/planted-bugs';
import { Violation } from './world/watch';

/** `npm run test:simulation` plays 100,000. */
const SEEDS = 800;
const BUGS = Object.keys(PLANTED_BUGS) as BugName[];

/** Says how to play the seed again when it fails. */
async function playOrTell(seed: number): Promise<Played> {
  try {
    return await play(seed);
  } catch (error) {
    throw new Error(`Seed ${String(seed)}. ${replayCommand(seed)}`, { cause: error });
  }
}

/** The first seed at which a planted bug breaks a promise. */
async function firstFound(bug: BugName, seedsMax: number): Promise<number | null> {
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    try {
      await play(seed, PLANTED_BUGS[bug]);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return seed;
    }
  }
  return null;
}

describe('payouts, with everything around them going wrong as a seed says', () => {
  it(`keep every promise in ${String(SEEDS)} seeds`, async () => {
    const played = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) played.push(await playOrTell(seed));
    expect(played).toHaveLength(SEEDS);
  });

  it('go the same way again by the same seed', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const first = await play(seed);
      expect(await play(seed)).toEqual(first);
    }
  });

  it.each(REGRESSIONS)('break a promise in seed $seed with the planted bug $bug', async (known) => {
    await expect(play(known.seed, PLANTED_BUGS[known.bug])).rejects.toThrow(known.broken);
    const played = await playOrTell(known.seed);
    expect(played.steps).toBeGreaterThan(0);
  });

  it.each(BUGS)('cannot hide the bug %s for 200 seeds', async (bug) => {
    expect(await firstFound(bug, 200)).not.toBeNull();
  });
});

describe('the dice of the simulation', () => {
  it('show the same numbers for the same seed, and others for another', () => {
    const numbers = (seed: number): number[] => {
      const dice = new Dice(seed);
      return Array.from({ length: 20 }, () => dice.between(1, 1_000_000));
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
  });

  it('show every number of a range about equally often', () => {
    const dice = new Dice(1);
    const counts = new Map<number, number>();
    for (let roll = 0; roll < 60_000; roll += 1) {
      const shown = dice.between(1, 6);
      counts.set(shown, (counts.get(shown) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
