import { PackLibrary } from '@app/programs';

import { decide, filedCase, reviewedCase } from '../../../../test/support/cases';
import { CLOCK_PACK_ID, offeringClockPack } from '../../../../test/support/clock-pack';
import { breakClocksOf, passDueTime } from '../../../../test/support/clock-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { estimatedTimes, unheardBreaches } from './clock-checks';
import type { EstimatedTimes } from './clock-checks';

const YEAR_MS = 365 * 86_400_000;

describe('what is looked at in the clocks of an installation', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const estimated = (): Promise<EstimatedTimes[]> =>
    estimatedTimes(ops.reads, ops.get(PackLibrary), ops.clock.now());

  it('is whether a broken promise was recorded', async () => {
    const unheard = (): Promise<number> => unheardBreaches(ops.reads, ops.clock.now());
    const claim = await filedCase(ops);
    expect(await unheard()).toBe(0);
    await passDueTime(ops, claim);
    expect(await unheard()).toBe(1);
    await breakClocksOf(ops, claim);
    expect(await unheard()).toBe(0);
  });

  it('is whether the holidays are known by which due times were counted', async () => {
    // Nobody publishes the holidays of a year so far ahead.
    ops.clock.moveOn(3 * YEAR_MS);
    expect(await estimated()).toEqual([]);
    const claims = [await reviewedCase(ops), await reviewedCase(ops)];
    const found = await estimated();
    const year = Number(claims[0]!.clockDueAt!.toISOString().slice(0, 4));
    expect(found).toMatchObject([
      { pack: { packId: CLOCK_PACK_ID, calendar: 'CN' }, year, claims: 2 },
    ]);
    // What nobody waits for any more is no estimate.
    for (const claim of claims) await decide(ops, claim, { outcome: 'deny' });
    expect(await estimated()).toEqual([]);
  });
});
