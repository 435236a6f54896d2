import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ClaimJson } from '../support/builders';
import { KillableService } from './killable-service';
import { PersistentClient } from './persistent-client';
import type { Sightings } from './persistent-client';
import { SeededRandom } from './seeded-random';

/** `KILL_SEED=… npx jest test/faults/kill-the-demo` draws the same moments again. */
const SEED = process.env.KILL_SEED ?? randomUUID();
const LIMIT_MS = 120_000;
/** The story tells of its first claim in the eighth line and of its last about the thirtieth. */
const MOMENTS = [
  { moment: 'early', firstLine: 8, lastLine: 18 },
  { moment: 'late', firstLine: 19, lastLine: 30 },
];

describe('the demo that is killed while it plays', () => {
  const random = new SeededRandom(SEED);
  const seen: Sightings = { interrupted: 0, onWrite: () => undefined, isOver: false };
  let service: KillableService;

  beforeEach(async () => {
    process.stderr.write(`KILL_SEED=${SEED}\n`);
    service = await KillableService.prepare();
  });
  afterEach(async () => {
    await service.dispose();
  }, LIMIT_MS);

  it.each(MOMENTS)(
    'has every claim that it told of, killed $moment in its story',
    async ({ firstLine, lastLine }) => {
      service.start('demo');
      await service.untilItWrote(random.between(firstLine, lastLine));
      await sleep(random.between(0, 40));
      await service.kill();
      const told = service.lines.join(' ').match(/CLM-[0-9A-Z]{4}-[0-9A-Z]{4}/g) ?? [];
      service.start('up');
      await service.untilReady();
      const audit = await PersistentClient.signIn(service.url, 'audit', seen);
      const claims = await audit.list<ClaimJson>('/v1/claims');
      expect(told).not.toHaveLength(0);
      expect(claims.map(({ reference }) => reference)).toEqual(expect.arrayContaining(told));
      expect(await service.broken()).toEqual([]);
    },
    LIMIT_MS,
  );
});
