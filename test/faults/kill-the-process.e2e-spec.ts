import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { RailBook } from '../../apps/cli/src/simulated-rail/rail-book';
import type { ClaimJson } from '../support/builders';
import { ClaimWitness } from './claim-witness';
import { KillableService } from './killable-service';
import { PersistentClient } from './persistent-client';
import type { Sightings } from './persistent-client';
import { SeededRandom } from './seeded-random';

const TEST_MS = 150_000;
/** `KILL_SEED=… npx jest test/faults/kill-the-process` draws the same moments again. */
const SEED = process.env.KILL_SEED ?? randomUUID();
const KILLS_WHILE_STARTING = 3;
const KILLS_WHILE_SERVING = 6;
const CLAIMS_MAX = 150;

interface ClaimList {
  readonly data: readonly ClaimJson[];
  readonly hasMore: boolean;
  readonly next: string | null;
}

interface PaidTransfer {
  readonly reference: string;
  readonly amountMinor: string;
}

/** What the rail really paid, by its own book. Nobody else may have the book open. */
async function paidByTheRail({ stateDir }: KillableService): Promise<PaidTransfer[]> {
  const book = await RailBook.open(join(stateDir, 'simulated-rail', 'book.jsonl'), []);
  const paid = book.all().filter(({ status }) => status === 'accepted' || status === 'settled');
  await book.close();
  return paid.map(({ reference, money }) => ({ reference, amountMinor: money.amountMinor }));
}

async function allClaims(audit: PersistentClient): Promise<ClaimJson[]> {
  const claims: ClaimJson[] = [];
  for (let after = ''; ; ) {
    const page = await audit.get<ClaimList>(`/v1/claims?limit=100${after}`);
    claims.push(...page.data);
    if (!page.hasMore) return claims;
    after = `&after=${page.next ?? ''}`;
  }
}

/** What of a claim may not change after it was acknowledged. */
function kept(claim: ClaimJson): object {
  const { id, reference, claimed, lines } = claim;
  return { id, reference, claimed, payments: lines.map(({ paymentId }) => paymentId) };
}

const byId = (one: { id?: string }, other: { id?: string }): number =>
  (one.id ?? '') < (other.id ?? '') ? -1 : 1;

describe('the service killed at any moment', () => {
  const random = new SeededRandom(SEED);
  let service: KillableService;

  beforeEach(async () => {
    process.stdout.write(`KILL_SEED=${SEED}\n`);
    service = await KillableService.prepare();
  });
  afterEach(async () => {
    await service.dispose();
  }, TEST_MS);

  it(
    'loses no acknowledged claim and pays nothing twice',
    async () => {
      const seen: Sightings = { interrupted: 0, onWrite: () => undefined };
      for (let kills = 0; kills < KILLS_WHILE_STARTING; kills += 1) {
        service.start('up');
        await sleep(random.between(500, 6_000));
        await service.kill();
      }
      service.start('up');
      const witness = await ClaimWitness.arrive(service.url, seen);
      const playing = witness.play(4, CLAIMS_MAX);
      for (let kills = 0; kills < KILLS_WHILE_SERVING; kills += 1) {
        await service.untilReady();
        await sleep(random.between(100, 1_500));
        await new Promise<void>((resolve) => (seen.onWrite = resolve));
        await sleep(random.between(0, 40));
        await service.kill();
        service.start('up');
      }
      witness.end();
      await playing;
    },
    TEST_MS,
  );
});
