import { randomInt } from 'node:crypto';

import fc from 'fast-check';

import { claimNow } from '../support/cases';
import { TestOperations } from '../support/test-operations';
import { ClaimHistory } from './claim-history';
import { histories, knownHistories } from './history-commands';

const HISTORIES = 32;
/** Play the histories of a failed run again with its seed. */
const SEED = Number(process.env.HISTORY_SEED ?? randomInt(2 ** 31));

describe('whatever happens to claims', () => {
  let ops: TestOperations;
  const reached = new Set<string>();
  let waits = 0;

  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const look = async (history: ClaimHistory): Promise<void> => {
    for (const claim of history.claims) {
      const { status, reopeningId, mergedIntoId } = await claimNow(ops, claim);
      reached.add(status);
      if (reopeningId !== null) reached.add('open again');
      if (mergedIntoId !== null) reached.add('merged');
    }
  };

  it(`all invariants hold after ${HISTORIES} histories (HISTORY_SEED=${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (moments) => {
        const history = await ClaimHistory.begin(ops);
        for (const moment of moments) {
          await Promise.all(moment.map((command) => history.play(command)));
          expect(await history.unsound()).toEqual([]);
          await look(history);
        }
        expect(await ops.broken()).toEqual([]);
        expect(await history.comeToRest()).toEqual([]);
        expect(await ops.broken()).toEqual([]);
        expect(await history.doublyPaid()).toEqual([]);
        waits += history.waits;
        await look(history);
      }),
      {
        examples: knownHistories,
        numRuns: HISTORIES,
        seed: SEED,
        interruptAfterTimeLimit: 280_000,
        markInterruptAsFailure: true,
      },
    );
    // The histories are worth something only if they get somewhere.
    expect([...reached]).toEqual(
      expect.arrayContaining(['paid', 'denied', 'withdrawn', 'open again', 'merged']),
    );
    expect(waits).toBeGreaterThan(0);
  }, 300_000);
});
