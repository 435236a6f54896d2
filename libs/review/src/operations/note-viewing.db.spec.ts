import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import { ViewerQueries } from '../queue/viewers.queries';
import { NoteViewing } from './note-viewing';

const SECOND_MS = 1_000;

describe('looking at a claim', () => {
  let ops: TestOperations;
  let claim: ClaimEntity;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  beforeEach(async () => {
    claim = await queuedClaim(ops);
  });

  /** Notes it, and returns the names of the others. */
  async function look(by: Actor, isDeciding = false): Promise<string[]> {
    const viewers = await ops.transaction((tx) =>
      ops.get(NoteViewing).run(tx, by, { claim, isDeciding }),
    );
    return viewers.map((viewer) => `${viewer.name}${viewer.isDeciding ? ' decides' : ''}`);
  }

  it('tells each of the others, who came first on top, and what they do', async () => {
    const { wang, qian, zhao } = ops.staff;
    expect(await look(wang)).toEqual([]);
    ops.clock.moveOn(SECOND_MS);
    expect(await look(qian, true)).toEqual(['wang']);
    ops.clock.moveOn(SECOND_MS);
    expect(await look(zhao)).toEqual(['wang', 'qian decides']);
    await look(qian);
    expect(await look(wang)).toEqual(['qian', 'zhao']);
  });

  it('ends a minute after it was last said', async () => {
    const { wang, qian } = ops.staff;
    await look(wang);
    ops.clock.moveOn(59 * SECOND_MS);
    expect(await look(qian)).toEqual(['wang']);
    ops.clock.moveOn(2 * SECOND_MS);
    expect(await look(qian)).toEqual([]);
  });

  it('counts from when it began, until there was a break', async () => {
    const { wang } = ops.staff;
    const since = async (): Promise<Date | undefined> => {
      const viewers = await ops.get(ViewerQueries).of(ops.reads, [claim.id], ops.clock.now());
      return viewers[0]?.since;
    };
    await look(wang);
    const began = await since();
    for (let index = 0; index < 3; index += 1) {
      ops.clock.moveOn(50 * SECOND_MS);
      await look(wang);
    }
    expect(await since()).toEqual(began);
    ops.clock.moveOn(61 * SECOND_MS);
    expect(await since()).toBeUndefined();
    await look(wang);
    expect((await since())?.getTime()).toBeGreaterThan(began!.getTime() + 200 * SECOND_MS);
  });

  it('leaves nothing behind, on whatever claim it was', async () => {
    const { wang, qian } = ops.staff;
    const first = claim;
    await look(wang);
    claim = await queuedClaim(ops);
    ops.clock.moveOn(61 * SECOND_MS);
    await look(qian);
    const rows = await ops.reads.query<{ claim_id: string }[]>(
      'SELECT claim_id FROM claim_viewings',
    );
    expect(rows).toEqual([{ claim_id: claim.id }]);
    expect(first.id).not.toBe(claim.id);
  });

  it('is noted by many at once without harm', async () => {
    const { wang, qian, zhao, li } = ops.staff;
    ops.clock.moveOn(61 * SECOND_MS);
    const all = [wang, qian, zhao, li];
    await Promise.all(Array.from({ length: 20 }, (_none, at) => look(all[at % 4]!)));
    expect((await look(wang)).sort()).toEqual(['li', 'qian', 'zhao']);
  });
});
