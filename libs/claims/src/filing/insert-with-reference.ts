import { randomInt } from 'node:crypto';

import type { Lane } from '@app/kernel';
import type { Tx } from '@app/platform';

import { REFERENCE_RANDOM_BITS, makeReference } from '../domain/claim-reference';
import { ClaimEntity } from '../persistence/claim.entity';

/** Even in a lane with a tenth of its references taken, all fail once in 10 billion claims. */
const DRAWS_MAX = 10;

/**
 * Keeps a new claim under a reference that nobody has. References are random: now and then one is
 * taken, or somebody else is taking it right now, and another one is drawn. `draw` gives an integer
 * below its argument.
 */
export async function insertWithReference(
  tx: Tx,
  lane: Lane,
  rowOf: (reference: string) => ClaimEntity,
  draw: (below: number) => number = randomInt,
): Promise<ClaimEntity> {
  for (let draws = 0; draws < DRAWS_MAX; draws += 1) {
    const claim = rowOf(makeReference(lane, draw(2 ** REFERENCE_RANDOM_BITS)));
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(ClaimEntity)
      .values(claim)
      .orIgnore()
      .returning(['id'])
      .execute();
    if ((inserted.raw as unknown[]).length > 0) return claim;
  }
  throw new Error(`Lane ${String(lane)} has hardly a reference left for a claim.`);
}
