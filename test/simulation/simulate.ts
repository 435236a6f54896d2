import { PayoutEntity } from '@app/payouts';
import { SYSTEM } from '@app/platform';

import { needsPeople } from '../../libs/payouts/src/domain/payout-step';
import type { PeopleAnswer } from '../../libs/payouts/src/domain/people-answer';
import { lockPayout } from '../../libs/payouts/src/lock-payout';
import { checkEnd } from './world/end-checks';
import type { PlantedBug } from './world/planted-bugs';
import { Violation } from './world/watch';
import { World } from './world/world';
import type { Operations } from './world/worker';

/** So many turns in which things go wrong; about half of the payouts are under way then. */
const ROUGH_STEPS = 120;
const CALM_STEPS_MAX = 20_000;

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
  while (world.steps < ROUGH_STEPS && (await world.step())) continue;
  world.calm();
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

/** What no machine may decide two people do, with the statement of the rail in their hands. */
async function askPeople(world: World): Promise<void> {
  world.watch.isPeopleTurn = true;
  const payouts = world.database.committed(PayoutEntity);
  for (const payout of payouts.filter((one) => needsPeople(one) || isContradicted(world, one))) {
    const answers = truthOf(world, payout);
    await world.run((operations) => resolve(world, operations, payout, answers));
    await comeToRest(world);
  }
}

async function resolve(
  world: World,
  { unitOfWork, applyAnswer }: Operations,
  { id }: PayoutEntity,
  answers: readonly PeopleAnswer[],
): Promise<void> {
  for (const answer of answers) {
    await unitOfWork.transaction(async (tx) => {
      const payout = await lockPayout(tx, id);
      if (payout === null) throw new Violation(`Payout ${id} is gone.`);
      await applyAnswer.run(tx, payout, { answer, by: SYSTEM, at: new Date(world.nowMs) });
    });
  }
}

/** The statement says that it came back; its rail has forgotten the key and cannot say so. */
function isContradicted(world: World, { id, status }: PayoutEntity): boolean {
  const { watch } = world;
  return status === 'settled' && watch.transfersOf(id).some((one) => one.status === 'returned');
}

function truthOf(world: World, { id }: PayoutEntity): PeopleAnswer[] {
  const transfer = world.watch.transfersOf(id).find(({ status }) => status !== 'failed');
  if (transfer === undefined) return [{ found: 'not_paid' }];
  const settledAt = new Date(transfer.settledAtMs ?? 0);
  const paid: PeopleAnswer = { found: 'paid', transferId: transfer.id, settledAt };
  return transfer.status === 'returned' ? [paid, { found: 'not_paid' }] : [paid];
}
