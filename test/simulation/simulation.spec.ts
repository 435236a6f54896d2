import 'reflect-metadata';

import { Dice } from './dice';
import { playSeeds } from './main';
import { REGRESSIONS } from './regression-seeds';
import { replayCommand } from './replay-command';
import { play } from './simulate';
import type { Played } from './simulate';
import { wishOf } from './wish';
import { PLANTED_BUGS } from './world/planted-bugs';
import type { BugName } from './world/planted-bugs';
import { Violation } from './world/violation';

/**
 * So many that a run of all tests waits some seconds for them on two quiet cores, and not much more
 * than a minute on busy ones. The gate is `npm run test:simulation -- --seeds 100000`. What these
 * few would overlook the planted bugs below measure: each shows long before as many are played.
 */
const SEEDS = 3_000;
const PATIENCE_MS = 600_000;
const BUGS = Object.keys(PLANTED_BUGS) as BugName[];

/** Says how to play the seed again when it fails. */
async function playOrTell(seed: number): Promise<Played> {
  try {
    return await play(seed);
  } catch (error) {
    throw new Error(`Seed ${String(seed)}. ${replayCommand(seed)}`, { cause: error });
  }
}

/** How each planted bug shows, and in how many seeds at most; about a tenth of that is needed. */
const CAUGHT: Readonly<Record<BugName, readonly [number, RegExp]>> = {
  new_key_per_attempt: [200, /paid twice/],
  no_fence: [1_000, /late answer counted|becomes|counts as/],
  unknown_is_failed: [300, /counts as failed, and its rail pays it|paid twice/],
  blind_resend: [800, /paid twice|counts as failed/],
  no_sweep: [50, /has no payout|is lost|never ended/],
  no_cooling_off: [100, /before its day was over/],
  reorder_of_living: [300, /ordered twice|paid twice/],
  held_is_forgotten: [300, /2030 holds|2050/],
  refill_counts_twice: [50, /Lanes may take/],
  returns_unheard: [1_000, /settled, its rail says returned/],
  notices_unasked: [1_000, /settled, its rail says returned/],
};

/** What the first seed says at which a planted bug breaks a promise. */
async function firstFound(bug: BugName, seedsMax: number): Promise<string | null> {
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    try {
      await play(seed, PLANTED_BUGS[bug]);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return error.message;
    }
  }
  return null;
}

describe('payouts, with everything around them going wrong as a seed says', () => {
  it(
    `keep every promise in ${String(SEEDS)} seeds`,
    async () => {
      // In processes of their own, as the gate plays them, on all cores.
      const played = await playSeeds(wishOf([`--seeds=${String(SEEDS)}`]));
      expect(played.said).toBe('');
      expect(played.failed).toBe(0);
      expect(played.steps).toBeGreaterThan(50 * SEEDS);
    },
    PATIENCE_MS,
  );

  it('keep it in seeds that once broke it', async () => {
    const played = [];
    for (const { seed } of REGRESSIONS) played.push(await playOrTell(seed));
    expect(played).toHaveLength(REGRESSIONS.length);
  });

  it('go the same way again by the same seed', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const first = await play(seed);
      expect(await play(seed)).toEqual(first);
    }
  });

  it.each(BUGS)('cannot hide the bug %s for long', async (bug) => {
    const [seedsMax, broken] = CAUGHT[bug];
    expect(await firstFound(bug, seedsMax)).toMatch(broken);
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
