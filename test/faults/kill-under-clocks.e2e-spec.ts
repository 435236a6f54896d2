import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ClaimQueries, PauseClock, ResumeClock } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Config } from '@app/platform';

import { pendingBreaches } from '../../libs/claims/src/domain/clocks';
import { claimNow, filedCase, reviewedCase } from '../support/cases';
import { actsOn } from '../support/claim-traces';
import { offeringClockPack } from '../support/clock-pack';
import { clockFactsOf, milestoneOn, timelineOf } from '../support/clock-steps';
import type { Trap } from '../support/proxied-connection';
import type { SetTrap } from '../support/tcp-proxy';
import { PayoutWorkers, saidInOrder } from './payout-workers';
import { SeededRandom } from './seeded-random';

/** `KILL_SEED=… npx jest test/faults/kill-under-clocks` draws the same moments again. */
const SEED = process.env.KILL_SEED ?? randomUUID();
const LIMIT_MS = 600_000;
const DAY_MS = 86_400_000;
const LIVES = 4;
const random = new SeededRandom(SEED);

/** A moment at which the worker of a claim's clocks is killed, and what is on record then. */
interface Point {
  readonly when: string;
  readonly then: Trap['then'];
  readonly at: (claimId: string) => Trap['at'];
  readonly isOnRecord: boolean;
}

const facts = (id: string): string[] => ['INSERT INTO "ganpei"."claim_clock_events"', id];
const point = (
  when: string,
  then: Trap['then'],
  parts: (id: string) => string[],
  isOnRecord = false,
): Point => ({ when, then, at: (id) => saidInOrder(...parts(id)), isOnRecord });

const POINTS: readonly Point[] = [
  point('before the event is written', 'keep', facts),
  point('after the event, before the claim', 'keep', (id) => [
    ...facts(id),
    'UPDATE "ganpei"."claims"',
  ]),
  point('before the commit', 'keep', (id) => [...facts(id), '\nCOMMIT']),
  point('before it hears of the commit', 'silence', (id) => [...facts(id), '\nCOMMIT'], true),
];

/** The clock pack, and holidays that are known as far ahead as its promises reach. */
function programs(): Pick<Config, 'programs'> {
  const calendarsFile = join(mkdtempSync(join(tmpdir(), 'ganpei-days-')), 'calendars.json');
  const from = new Date().getUTCFullYear();
  const covers = [{ from, to: from + 3 }];
  writeFileSync(calendarsFile, JSON.stringify({ calendars: { CN: { covers } } }));
  return { programs: { ...offeringClockPack().programs, calendarsFile } };
}

describe('a worker that is killed under the clocks of claims', () => {
  let house: PayoutWorkers;
  const paused = new Map<Point, ClaimEntity>();
  const broken = new Map<Point, ClaimEntity>();
  const stormed: ClaimEntity[] = [];
  const left = new Map<ClaimEntity, string[]>();
  const complaints: string[] = [];

  beforeAll(async () => {
    process.stderr.write(`KILL_SEED=${SEED}\n`);
    house = await PayoutWorkers.start(programs());
    await killAt(paused, () => filedCase(house.ops, { claimant: house.aClaimant() }));
    await killAt(broken, overdueClaim);
    await storm();
    house.work();
    await quiet();
  }, LIMIT_MS);
  afterAll(async () => {
    await house.stop();
  }, LIMIT_MS);

  /** A claim of which a promise broke before anybody knew: its milestone is recorded late. */
  async function overdueClaim(): Promise<ClaimEntity> {
    const claim = await reviewedCase(house.ops, { claimant: house.aClaimant() });
    await milestoneOn(house.ops, claim, 'dispute_opened', { daysAgo: 40 });
    return claim;
  }

  const all = (): ClaimEntity[] => [...paused.values(), ...broken.values(), ...stormed];

  /** One process, killed while the clocks of each claim are at a point of their own. */
  async function killAt(
    victims: Map<Point, ClaimEntity>,
    next: () => Promise<ClaimEntity>,
  ): Promise<void> {
    const traps = new Map<string, SetTrap>();
    for (const one of POINTS) {
      const claim = await next();
      victims.set(one, claim);
      traps.set(one.when, house.toDatabase.set({ then: one.then, at: one.at(claim.id) }));
    }
    const worker = house.work();
    await house.caught(traps);
    await worker.kill();
    await house.undone();
    for (const claim of victims.values()) left.set(claim, await clockFactsOf(house.ops, claim));
    complaints.push(...(await house.broken()));
  }

  /** People stop clocks, let them go on and record milestones, while workers live for seconds. */
  async function storm(): Promise<void> {
    for (let count = 0; count < 4; count += 1)
      stormed.push(await reviewedCase(house.ops, { claimant: house.aClaimant() }));
    for (let life = 0; life < LIVES; life += 1) {
      const worker = house.work();
      const until = Date.now() + random.between(1_500, 4_000);
      for (let turn = 0; Date.now() < until; turn += 1) await act(turn);
      await worker.kill();
      await house.undone();
    }
  }

  async function act(turn: number): Promise<void> {
    const claim = stormed[turn % stormed.length]!;
    const input = { claimId: claim.id, clock: 'decide', reason: 'cmc_check', note: null };
    const { ops } = house;
    const acts = [
      () => ops.transaction((tx) => ops.get(PauseClock).run(tx, ops.staff.wang, input)),
      () => ops.transaction((tx) => ops.get(ResumeClock).run(tx, ops.staff.wang, input)),
      () => milestoneOn(ops, claim, 'contribution_requested', { daysAgo: 20 + (turn % 5) }),
    ];
    await acts[random.between(0, acts.length - 1)]!().catch((error: unknown) => {
      // It stands still already, or does not: whoever comes second is told.
      if (!(error instanceof DomainError)) throw error;
    });
    await sleep(random.between(20, 120));
  }

  /** Resolves when no promise is broken that is not recorded, and no claim waits for its job. */
  async function quiet(): Promise<void> {
    await house.until(
      async () => {
        const now = house.ops.clock.now();
        const open = await Promise.all(
          all().map(async ({ id }) => {
            const claim = await claimNow(house.ops, { id });
            const known = await house.ops.get(ClaimQueries).clockFacts(house.ops.reads, claim);
            const [next] = pendingBreaches(known);
            const isUnheard = next !== undefined && next.at < now;
            const isUnassessed = ['received', 'assessing'].includes(claim.status);
            return isUnheard || isUnassessed ? [`${id} ${claim.status}`] : [];
          }),
        );
        return open.flat();
      },
      (open) => open.length === 0,
      LIMIT_MS,
    );
  }

  const times = (lines: readonly string[], wanted: string): number =>
    lines.filter((line) => line.startsWith(wanted)).length;

  async function expectDueTimeKept(claim: ClaimEntity): Promise<void> {
    const known = await house.ops.get(ClaimQueries).clockFacts(house.ops.reads, claim);
    const { clockDueAt } = await claimNow(house.ops, claim);
    expect(clockDueAt).toEqual(pendingBreaches(known)[0]?.at ?? null);
  }

  it.each(POINTS)('$when: a clock stands still once, and its due time is kept', async (one) => {
    const claim = paused.get(one)!;
    expect(times(left.get(claim)!, 'decide paused')).toBe(one.isOnRecord ? 1 : 0);
    expect(await clockFactsOf(house.ops, claim)).toEqual([
      'forward started',
      'decide started',
      'forward met',
      'decide paused victim_information',
    ]);
    expect(times(await timelineOf(house.ops, claim), 'claim.evidence_needed')).toBe(1);
    await expectDueTimeKept(claim);
  });

  it.each(POINTS)('$when: a broken promise has its effect once', async (one) => {
    const claim = broken.get(one)!;
    expect(times(left.get(claim)!, 'inquiry breached')).toBe(one.isOnRecord ? 1 : 0);
    expect(times(await clockFactsOf(house.ops, claim), 'inquiry breached')).toBe(1);
    expect(times(await timelineOf(house.ops, claim), 'clock.breached')).toBe(1);
    expect(times(await actsOn(house.ops, claim), 'clock.breached')).toBe(1);
    const late = await claimNow(house.ops, claim);
    expect(late).toMatchObject({ nextStep: 'close_by_default', nextBy: 'reviewer' });
    expect([late.ownerId, late.escalatedAt]).not.toContain(null);
    await expectDueTimeKept(claim);
  });

  it('at any moment, while people stop and start clocks: each breach is there once', async () => {
    for (const claim of stormed) {
      const known = await clockFactsOf(house.ops, claim);
      const breaches = known.filter((fact) => fact.includes(' breached'));
      expect(new Set(breaches).size).toBe(breaches.length);
      const acts = await actsOn(house.ops, claim);
      expect(times(acts, 'clock.breached')).toBe(breaches.length);
      await expectDueTimeKept(claim);
    }
  });

  it(
    'loses no due time: bells that are gone are rung by the sweep when it is time',
    async () => {
      await house.dismiss();
      const admin = await house.ops.libs.connectAs(null);
      await admin.query(`DELETE FROM bullmq.job WHERE queue = 'break-clocks'`);
      await house.passTime(50 * DAY_MS);
      house.work();
      await quiet();
      for (const claim of all()) {
        const known = await clockFactsOf(house.ops, claim);
        expect(times(known, 'decide breached')).toBe(1);
        expect(times(known, 'decide_extended started')).toBe(1);
        await expectDueTimeKept(claim);
      }
    },
    LIMIT_MS,
  );

  it(
    'leaves nothing for the doctor to find, and a ledger that verifies',
    async () => {
      expect(complaints).toEqual([]);
      expect(await house.broken()).toEqual([]);
      expect(await house.found()).toEqual([]);
    },
    LIMIT_MS,
  );
});
