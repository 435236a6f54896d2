import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { RailBook } from '../../apps/cli/src/simulated-rail/rail-book';
import type { ClaimJson } from '../support/builders';
import { ClaimWitness } from './claim-witness';
import type { WitnessedClaim } from './claim-witness';
import { KillableService } from './killable-service';
import type { PersistentClient, Sightings } from './persistent-client';
import { SeededRandom } from './seeded-random';

/** `KILL_SEED=… npx jest test/faults/kill-the-process` draws the same moments again. */
const SEED = process.env.KILL_SEED ?? randomUUID();
const LIMIT_MS = 300_000;
/**
 * A payout whose process died between the commit and the call is asked about after its lease of
 * 20 s. The rail does not know it; it is asked again after 4, 8, 16 and 32 s, and the order may be
 * sent again only when the rail's settlement window of 60 s is over: about 90 s, more when busy.
 */
const SETTLING_MS = 180_000;
const KILLS_WHILE_STARTING = 2;
const KILLS_WHILE_SERVING = 6;
const PLAYERS = 4;

const random = new SeededRandom(SEED);

interface Payout {
  readonly id: string;
  readonly claimId: string;
  readonly status: string;
  readonly money: { readonly amountMinor: string };
}

describe('a service that is killed again and again while claims come in', () => {
  const seen: Sightings = { interrupted: 0, onWrite: () => undefined, isOver: false };
  let service: KillableService;
  let witness: ClaimWitness;
  let claims: ReadonlyMap<string, ClaimJson>;

  beforeAll(async () => {
    process.stderr.write(`KILL_SEED=${SEED}\n`);
    service = await KillableService.prepare();
    for (let kills = 0; kills < KILLS_WHILE_STARTING; kills += 1) {
      service.start('up');
      await sleep(random.between(500, 4_000));
      await service.kill();
    }
    service.start('up');
    await service.untilReady();
    witness = await ClaimWitness.arrive(service.url, seen);
    await Promise.all([witness.play(PLAYERS), killWhilePlaying()]);
    claims = await settled(witness.cast.audit);
    const counts = [KILLS_WHILE_STARTING + KILLS_WHILE_SERVING, claims.size, seen.interrupted];
    process.stderr.write(`Kills, claims, requests cut off: ${counts.join(', ')}\n`);
  }, LIMIT_MS);
  afterAll(async () => {
    seen.isOver = true;
    await service.dispose();
  }, LIMIT_MS);

  async function killWhilePlaying(): Promise<void> {
    for (let kills = 0; kills < KILLS_WHILE_SERVING; kills += 1) {
      await service.untilReady();
      // Counted in requests, not in time: a slow machine is killed in the middle of work, too.
      await untilWritesLeft(random.between(5, 60));
      await sleep(random.between(0, 40));
      await service.kill();
      service.start('up');
    }
    witness.end();
  }

  async function untilWritesLeft(count: number): Promise<void> {
    await new Promise<void>((resolve) => {
      let missing = count;
      seen.onWrite = () => {
        missing -= 1;
        if (missing <= 0) resolve();
      };
    });
  }

  it('was killed in the middle of requests', () => {
    expect(seen.interrupted).toBeGreaterThan(0);
    expect(witness.claims.length).toBeGreaterThan(KILLS_WHILE_SERVING);
  });

  it('has every acknowledged claim as it was acknowledged, and no other', () => {
    const acknowledged = witness.claims.map(({ filing }) => kept(filing.body));
    const found = witness.claims.flatMap(({ filing }) => claims.get(filing.body.id) ?? []);
    expect(found.map(kept)).toEqual(acknowledged);
    expect(claims.size).toBe(witness.claims.length);
  });

  it('answers a repeated filing as it did at first', async () => {
    for (const { filing } of witness.claims) {
      const { status, body } = await filing.repeat();
      expect({ status, body }).toEqual({ status: filing.status, body: filing.body });
    }
  });

  it('brings every decided claim to its end', () => {
    const ends = witness.claims.map(({ filing }) => claims.get(filing.body.id)?.status);
    expect(ends).toEqual(witness.claims.map(({ end }) => end));
  });

  it('has books that agree with each other', async () => {
    expect(await service.broken()).toEqual([]);
  });

  it('paid each award once, by the book of the rail', async () => {
    const payouts = await witness.cast.audit.list<Payout>('/v1/payouts');
    expect(await service.stop()).toBe(0);
    const owed = witness.claims.flatMap((claim) => orderOf(claim, payouts));
    expect(owed).toHaveLength(witness.claims.filter(({ end }) => end === 'paid').length);
    expect(sorted(await paidByTheRail(service))).toEqual(sorted(owed));
  });
});

interface Order {
  readonly reference: string;
  readonly amountMinor: string;
}

/** What the rail should have paid for a claim. */
function orderOf(
  { end, filing, amountMinor }: WitnessedClaim,
  payouts: readonly Payout[],
): Order[] {
  if (end === 'denied') return [];
  const ours = payouts.filter(({ claimId }) => claimId === filing.body.id);
  return ours.map(({ id }) => ({ reference: id, amountMinor }));
}

/** What the rail really paid, by its own book. */
async function paidByTheRail({ stateDir }: KillableService): Promise<Order[]> {
  const book = await RailBook.open(join(stateDir, 'simulated-rail', 'book.jsonl'), []);
  const paid = book.all().filter(({ status }) => status === 'accepted' || status === 'settled');
  await book.close();
  return paid.map(({ reference, money }) => ({ reference, amountMinor: money.amountMinor }));
}

/** All claims by their ids, once nothing moves any more or the time for that is over. */
async function settled(audit: PersistentClient): Promise<ReadonlyMap<string, ClaimJson>> {
  const deadline = Date.now() + SETTLING_MS;
  for (;;) {
    const claims = await audit.list<ClaimJson>('/v1/claims');
    // The rail has enough: a lane that waits for its share only waits for a job that died.
    const moving = claims.some(
      ({ nextStep }) => nextStep?.by === 'system' || nextStep?.code === 'await_funds',
    );
    if (!moving || Date.now() > deadline) return new Map(claims.map((claim) => [claim.id, claim]));
    await sleep(250);
  }
}

/** What of a claim may not change once it was acknowledged. */
function kept({ id, reference, claimed, lines }: ClaimJson): object {
  const payments = lines.map(({ paymentId }) => paymentId);
  return { id, reference, claimed, payments };
}

function sorted(orders: readonly Order[]): Order[] {
  return [...orders].sort((one, other) => (one.reference < other.reference ? -1 : 1));
}
