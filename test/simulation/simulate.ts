import { checkEnd } from './world/end-checks';
import type { PlantedBug } from './world/planted-bugs';
import { Violation } from './world/violation';
import { World } from './world/world';

/** So many turns in which things go wrong, for each claim; about half of it is done by then. */
const ROUGH_STEPS = 40;
const CALM_STEPS_MAX = 20_000;
const ACTS_MAX = 500;
const HOUR_MS = 3_600_000;

export interface Played {
  readonly steps: number;
  /** Virtual time that passed, in milliseconds. */
  readonly lastedMs: number;
}

/** Plays one seed to its end. Throws a `Violation` when a promise is broken. */
export async function play(seed: number, bug: PlantedBug | null = null): Promise<Played> {
  const world = new World(seed, bug);
  const beganAtMs = world.nowMs;
  await world.approveClaims();
  const roughSteps = ROUGH_STEPS * world.terms.claims;
  while (world.steps < roughSteps && (await world.step())) continue;
  await world.calm();
  await comeToRest(world);
  world.bringStatements();
  await comeToRest(world);
  await askPeople(world);
  checkEnd(world.database, world.watch);
  return { steps: world.steps, lastedMs: world.nowMs - beganAtMs };
}

async function comeToRest(world: World): Promise<void> {
  const limit = world.steps + CALM_STEPS_MAX;
  while (await world.step()) {
    if (world.steps > limit) throw new Violation('It goes on for ever.');
  }
}

/** What no machine may decide people do, until nothing is left for them to do. */
async function askPeople(world: World): Promise<void> {
  const { people, watch } = world;
  watch.isStatementTurn = true;
  for (let acts = 0; ; acts += 1) {
    // Later than any request may still be on its way.
    world.nowMs += HOUR_MS;
    const act = people.nextAct();
    if (act === null) return;
    if (acts === ACTS_MAX) throw new Violation('People never come to an end.');
    await world.run(act);
    await comeToRest(world);
  }
}
