import { LEASE_MS, PayoutQueries } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';

import { railKey } from '../../libs/payouts/src/domain/payout-order';
import { claimNow, payoutNow } from '../support/cases';
import { payoutBookings } from '../support/payout-steps';
import type { Trap } from '../support/proxied-connection';
import type { SetTrap } from '../support/tcp-proxy';
import { PayoutWorkers, isOrder, saidInOrder } from './payout-workers';

const LIMIT_MS = 300_000;
const PAID = ['E15 2030/2040 15000', 'E16 2040/1030 15000'];
/** What a rail that knows the order leaves open: its lease, twice, and the sweep. */
const RECOVERY_MS = 2 * LEASE_MS + 30_000;
/** An order that it does not know may still appear there, and is asked for ever less often. */
const SETTLEMENT_WINDOW_MS = 60_000;

type Where = Pick<Trap, 'then'> & {
  /** The connection on which the process is stopped, and what it says there. */
  readonly on: 'toDatabase' | 'toRail';
  readonly at: (payoutId: string) => Trap['at'];
};

/** A moment in the life of a payout at which its worker is killed. */
interface Point extends Where {
  readonly when: string;
  /** Status, fence: what is on record of it then. */
  readonly left: string;
  /** How often the order is sent in the end. */
  readonly sends: number;
  readonly isUnknownToRail?: boolean;
}

const attempt = (id: string): string[] => ['INSERT INTO "ganpei"."payout_attempts"', id];
const answer = (id: string): string[] => ['INSERT INTO "ganpei"."payout_answers"', id];
const inDatabase = (then: Trap['then'], parts: (id: string) => string[]): Where => ({
  ...{ on: 'toDatabase', then },
  at: (id) => saidInOrder(...parts(id)),
});
const atRail = (then: Trap['then'], at: (said: string, id: string) => boolean): Where => ({
  ...{ on: 'toRail', then },
  at: (id) => (said) => at(said, id),
});
const isQuestion = (said: string, id: string): boolean =>
  said.startsWith(`GET /transfers/${railKey(id)}`);

const SENDING: readonly Point[] = [
  {
    ...inDatabase('keep', (id) => ['"payouts"', 'FOR UPDATE', id]),
    ...{ when: 'before anything of an attempt is written', left: 'created 0', sends: 1 },
  },
  {
    ...inDatabase('keep', (id) => [...attempt(id), '\nCOMMIT']),
    ...{ when: 'before the attempt is committed', left: 'created 0', sends: 1 },
  },
  {
    ...inDatabase('silence', (id) => [...attempt(id), '\nCOMMIT']),
    ...{ when: 'before it hears that the attempt is committed', left: 'submitted 1', sends: 1 },
    isUnknownToRail: true,
  },
  {
    ...atRail('keep', isOrder),
    ...{ when: 'before a byte of the order arrives', left: 'submitted 1', sends: 2 },
    isUnknownToRail: true,
  },
  {
    ...atRail('halve', isOrder),
    ...{ when: 'in the middle of the order', left: 'submitted 1', sends: 2 },
    isUnknownToRail: true,
  },
  {
    ...atRail('silence', isOrder),
    ...{ when: 'when the rail has paid and answers', left: 'submitted 1', sends: 1 },
  },
];

const RECORDING: readonly Point[] = [
  {
    ...inDatabase('keep', answer),
    ...{ when: 'before the answer is written', left: 'submitted 1', sends: 1 },
  },
  {
    ...inDatabase('keep', (id) => [...answer(id), 'ledger_transfers', 'audit_records']),
    ...{ when: 'after the booking, before its audit record', left: 'submitted 1', sends: 1 },
  },
  {
    ...inDatabase('keep', (id) => [...answer(id), 'audit_records', 'UPDATE "ganpei"."claims"']),
    ...{ when: 'after the order, before its claim', left: 'submitted 1', sends: 1 },
  },
  {
    ...inDatabase('keep', (id) => [...answer(id), '\nCOMMIT']),
    ...{ when: 'before the answer is committed', left: 'submitted 1', sends: 1 },
  },
  {
    ...inDatabase('silence', (id) => [...answer(id), '\nCOMMIT']),
    ...{ when: 'before it hears that the answer is committed', left: 'settled 1', sends: 1 },
  },
  {
    ...{ on: 'toDatabase', then: 'keep' },
    at: (id) => (said) => said.slice(said.lastIndexOf('move_to_completed')).includes(id),
    ...{ when: 'before its job is acknowledged', left: 'settled 1', sends: 1 },
  },
];

/** The answer to the send was lost; a second later its rail is asked. */
const ASKING: readonly Point[] = [
  {
    ...inDatabase('keep', (id) => [...attempt(id), 'query', '\nCOMMIT']),
    ...{ when: 'before the question is committed', left: 'unknown 1', sends: 1 },
  },
  {
    ...inDatabase('silence', (id) => [...attempt(id), 'query', '\nCOMMIT']),
    ...{ when: 'before it hears that the question is committed', left: 'unknown 2', sends: 1 },
  },
  {
    ...atRail('keep', isQuestion),
    ...{ when: 'before a byte of the question arrives', left: 'unknown 2', sends: 1 },
  },
  {
    ...atRail('silence', isQuestion),
    ...{ when: 'when the rail answers the question', left: 'unknown 2', sends: 1 },
  },
  {
    ...inDatabase('keep', (id) => [...answer(id), 'confirmed', '\nCOMMIT']),
    ...{ when: 'before what it was told is committed', left: 'unknown 2', sends: 1 },
  },
  {
    ...inDatabase('silence', (id) => [...answer(id), 'confirmed', '\nCOMMIT']),
    ...{ when: 'before it hears that what it was told is committed', left: 'settled 2', sends: 1 },
  },
];

/** A payout whose worker was killed, and how it was found then. */
interface Victim {
  readonly payout: PayoutEntity;
  readonly left: string;
}

describe('a worker that is killed', () => {
  let house: PayoutWorkers;
  const victims = new Map<Point, Victim>();
  const broken: string[] = [];
  /** Since when there is a worker that nobody kills. */
  let workedSinceMs = 0;

  beforeAll(async () => {
    house = await PayoutWorkers.start();
    await killAt(SENDING);
    await killAt(RECORDING);
    await killAt(ASKING);
    house.work();
    workedSinceMs = Date.now();
  }, LIMIT_MS);
  afterAll(async () => {
    await house.stop();
  }, LIMIT_MS);

  /** One process, killed while each of its payouts is at a point of its own. */
  async function killAt(points: readonly Point[]): Promise<void> {
    const payouts = new Map<Point, PayoutEntity>();
    const traps = new Map<string, SetTrap>();
    for (const point of points) {
      const payout = await house.aPayout();
      payouts.set(point, payout);
      const { on, then, at, when } = point;
      traps.set(when, house[on].set({ then, at: at(payout.id) }));
    }
    const answerLost = { kind: 'http_500_after_paying' } as const;
    const lost = points === ASKING ? [...payouts.values()] : [];
    house.rail.setFaults(lost.map(({ id }) => ({ ...answerLost, match: { reference: id } })));
    const worker = house.work();
    await house.caught(traps);
    await worker.kill();
    await house.undone();
    broken.push(...(await house.broken()));
    for (const [point, payout] of payouts) {
      const { status, fence } = await payoutNow(house.ops, payout);
      victims.set(point, { payout, left: `${status} ${String(fence)}` });
    }
  }

  it('leaves books that hold, at whatever point it was', () => {
    expect(broken).toEqual([]);
  });

  it.each([...SENDING, ...RECORDING, ...ASKING])(
    '$when leaves its payout $left; another one finishes, and money leaves once',
    async (point) => {
      const { payout, left } = victims.get(point)!;
      expect(left).toBe(point.left);
      await house.becomes(payout, ({ status }) => status === 'settled', LIMIT_MS);
      expect(house.rail.book().of(payout.id)).toHaveLength(1);
      expect(house.rail.book().paidOf(payout.id)).toHaveLength(1);
      expect(house.sendsOf(payout)).toBe(point.sends);
      expect(await payoutBookings(house.ops, payout)).toEqual(PAID);
      const claim = await claimNow(house.ops, { id: payout.claimId });
      expect(claim).toMatchObject({ status: 'paid', paidMinor: 15_000n, nextStep: null });
      expect(await tookMs(payout)).toBeLessThan(
        RECOVERY_MS + (point.isUnknownToRail === true ? SETTLEMENT_WINDOW_MS : 0),
      );
    },
    LIMIT_MS,
  );

  /** Until the answer that settled it, by the clock of whoever recorded that. */
  async function tookMs(payout: PayoutEntity): Promise<number> {
    const attempts = await house.ops.get(PayoutQueries).attempts(house.ops.reads, payout);
    const settling = attempts.find(({ answer: got }) => got?.class === 'confirmed' && got.applied);
    return (settling?.answer?.answeredAt.getTime() ?? Infinity) - workedSinceMs;
  }

  it(
    'leaves nothing for the doctor to find, and a ledger that verifies',
    async () => {
      expect(await house.broken()).toEqual([]);
      expect(await house.found()).toEqual([]);
    },
    LIMIT_MS,
  );
});
