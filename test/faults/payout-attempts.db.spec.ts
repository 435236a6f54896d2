import fc from 'fast-check';
import { DataSource } from 'typeorm';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ClaimQueries } from '@app/claims';
import { AdvancePayout, LEASE_MS, PayoutQueries, RailDirectory } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import type { RailFault } from '../../apps/cli/src/simulated-rail/rail-fault';
import { ApplyAnswer } from '../../libs/payouts/src/operations/apply-answer';
import { FollowPayout } from '../../libs/payouts/src/operations/follow-payout';
import { GatherAllotment } from '../../libs/payouts/src/operations/gather-allotment';
import { FollowCredit } from '../../libs/payouts/src/provisional/operations/follow-credit';
import { GiveUpPayout } from '../../libs/payouts/src/operations/give-up-payout';
import { RecordAnswer } from '../../libs/payouts/src/operations/record-answer';
import { SubmitPayout } from '../../libs/payouts/src/operations/submit-payout';
import { Payees } from '../../libs/payouts/src/payees';
import { claimNow, payingCase, payoutNow } from '../support/cases';
import { InterceptedRail } from '../support/intercepted-rail';
import { atRest, payoutBookings } from '../support/payout-steps';
import { TestOperations } from '../support/test-operations';

const PAID = ['E15 2030/2040 15000', 'E16 2040/1030 15000'];
const died = (): never => {
  throw new Error('The process died.');
};

/** Dies when all is written and nothing is committed. */
class DeadBeforeCommit extends UnitOfWork {
  override transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return super.transaction(async (tx) => {
      await work(tx);
      return died();
    });
  }
}

/** Dies before it opens the transaction that records an answer. */
class DeadRecorder extends RecordAnswer {
  override run(): Promise<void> {
    return Promise.reject(new Error('The process died.'));
  }
}

/** Dies within that transaction, after the booking. */
class DeadAuditor extends AuditTrail {
  override record(): Promise<void> {
    return Promise.reject(new Error('The process died.'));
  }
}

/** Sleeps (a suspended machine) within the transaction that begins an attempt. */
class Sleeper extends InterceptedRail {
  sleep: () => void = () => undefined;
  override get keyLifetimeMs(): number {
    this.sleep();
    return super.keyLifetimeMs;
  }
}

const POINTS = [
  'before the attempt is committed',
  'after it is committed, before the call',
  'during the call: the rail has done its work',
  'during the call, for ever',
  'after the answer, before it is recorded',
  'while the answer is recorded, after the booking',
  'when all is recorded, before the commit',
] as const;
type Point = (typeof POINTS)[number];

describe('the worker of a payout dies', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
  });

  interface Parts {
    readonly rail?: InterceptedRail;
    readonly unitOfWork?: UnitOfWork;
    readonly recorder?: RecordAnswer;
  }

  function worker(parts: Parts): AdvancePayout {
    return new AdvancePayout(
      parts.unitOfWork ?? ops.libs.unitOfWork,
      ops.get(SubmitPayout),
      ops.get(GiveUpPayout),
      parts.recorder ?? ops.get(RecordAnswer),
      ops.get(Payees),
      new RailDirectory([parts.rail ?? ops.way]),
      ops.clock,
    );
  }

  function recorder(
    Recorder: typeof RecordAnswer,
    parts: { readonly unitOfWork?: UnitOfWork; readonly audit?: AuditTrail } = {},
  ): RecordAnswer {
    const applyAnswer = new ApplyAnswer(
      ops.get(ClaimQueries),
      ops.get(PostEvents),
      ops.get(GatherAllotment),
      parts.audit ?? ops.get(AuditTrail),
      ops.get(FollowPayout),
      ops.get(FollowCredit),
    );
    return new Recorder(parts.unitOfWork ?? ops.libs.unitOfWork, applyAnswer, ops.clock);
  }

  const uncommitted = (): UnitOfWork => new DeadBeforeCommit(ops.get(DataSource));

  /** A way to the rail that is counted like every other, and on which a call ends so. */
  function ending(intercept: InterceptedRail['intercept']): InterceptedRail {
    const way = new InterceptedRail(ops.way);
    way.intercept = intercept;
    return way;
  }

  const WORKERS: Readonly<Record<Point, () => AdvancePayout>> = {
    'before the attempt is committed': () => worker({ unitOfWork: uncommitted() }),
    'after it is committed, before the call': () =>
      worker({ rail: ending(() => Promise.resolve(died())) }),
    'during the call: the rail has done its work': () =>
      worker({ rail: ending(async (call) => (await call.deliver(), died())) }),
    'during the call, for ever': () =>
      worker({
        rail: ending(async (call) => (await call.deliver(), new Promise(() => undefined))),
      }),
    'after the answer, before it is recorded': () => worker({ recorder: recorder(DeadRecorder) }),
    'while the answer is recorded, after the booking': () =>
      worker({ recorder: recorder(RecordAnswer, { audit: new DeadAuditor(ops.clock) }) }),
    'when all is recorded, before the commit': () =>
      worker({ recorder: recorder(RecordAnswer, { unitOfWork: uncommitted() }) }),
  };

  /** Lets a worker run until it dies; one that hangs is left behind after its call. */
  async function dies(payout: PayoutEntity, point: Point): Promise<void> {
    const before = ops.way.calls.length;
    const run = WORKERS[point]().run({ payoutId: payout.id });
    if (point !== 'during the call, for ever') {
      const end = await run.catch((error: unknown) => String(error));
      expect([undefined, 'Error: The process died.']).toContain(end);
      return;
    }
    const isIdle = run.then(() => true);
    const isCalled = (): boolean => ops.way.calls.length > before;
    while (!isCalled() && !(await Promise.race([isIdle, pause(5)]))) continue;
    await pause(20);
  }

  async function aPayout(): Promise<PayoutEntity> {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    return payout!;
  }

  async function expectPaidOnce(payout: PayoutEntity): Promise<void> {
    expect(ops.rail.book().paidOf(payout.id)).toHaveLength(1);
    expect(ops.rail.book().of(payout.id)).toHaveLength(1);
    expect(await payoutBookings(ops, payout)).toEqual(PAID);
    const claim = await claimNow(ops, { id: payout.claimId });
    expect(claim).toMatchObject({ status: 'paid', paidMinor: 15_000n, nextStep: null });
  }

  it.each(POINTS)(
    'while it sends, %s: the next one finishes, and money leaves once',
    async (point) => {
      const payout = await aPayout();
      await dies(payout, point);
      expect(await ops.broken()).toEqual([]);
      expect(await payoutNow(ops, payout)).toMatchObject(
        point === POINTS[0]
          ? { status: 'created', fence: 0 }
          : { status: 'submitted', fence: 1, railTransferId: null },
      );
      expect((await atRest(ops, payout)).status).toBe('settled');
      await expectPaidOnce(payout);
    },
  );

  it.each(POINTS)(
    'while it asks, %s: the next one finishes, and money leaves once',
    async (point) => {
      ops.rail.setFaults([{ kind: 'http_500_after_paying' }]);
      const payout = await aPayout();
      await ops.advancePayout.run({ payoutId: payout.id });
      ops.clock.moveOn(3_000);
      await dies(payout, point);
      expect(await ops.broken()).toEqual([]);
      expect(await payoutNow(ops, payout)).toMatchObject({
        status: 'unknown',
        statusReason: 'server_error',
        fence: point === POINTS[0] ? 1 : 2,
      });
      expect((await atRest(ops, payout)).status).toBe('settled');
      await expectPaidOnce(payout);
      expect(ops.way.sendsOf(payout.id)).toBe(1);
    },
  );

  it('while it sends a second time: the rail is asked before anything is sent again', async () => {
    ops.rail.setFaults([{ kind: 'throttle' }]);
    const payout = await aPayout();
    await ops.advancePayout.run({ payoutId: payout.id });
    ops.clock.moveOn(3_000);
    await dies(payout, 'during the call: the rail has done its work');
    const seen = await payoutNow(ops, payout);
    expect(seen).toMatchObject({ status: 'submitted', statusReason: null, fence: 2 });
    expect((await atRest(ops, payout)).status).toBe('settled');
    await expectPaidOnce(payout);
    const kinds = ops.way.calls
      .filter(({ order }) => order.reference === payout.id)
      .map(({ kind }) => kind);
    expect(kinds).toEqual(['send', 'send', 'query']);
  });

  it('leaves its attempt without an answer on record', async () => {
    const payout = await aPayout();
    await dies(payout, 'during the call: the rail has done its work');
    const end = await atRest(ops, payout);
    const attempts = await ops.get(PayoutQueries).attempts(ops.reads, end);
    expect(attempts.map(({ attempt, answer }) => [attempt.action, answer?.class])).toEqual([
      ['send', undefined],
      ['query', 'confirmed'],
    ]);
  });

  it('or sleeps past its lease before the call: then it must not call any more', async () => {
    const payout = await aPayout();
    const rail = new Sleeper(ops.way);
    rail.sleep = () => {
      ops.clock.moveOn(LEASE_MS + 1_000);
    };
    await worker({ rail }).run({ payoutId: payout.id });
    expect(ops.way.sendsOf(payout.id)).toBe(0);
    expect(await payoutNow(ops, payout)).toMatchObject({ status: 'submitted', fence: 1 });
    expect((await atRest(ops, payout)).status).toBe('settled');
    await expectPaidOnce(payout);
    expect(ops.way.sendsOf(payout.id)).toBe(1);
  });

  const FAULTS: readonly RailFault['kind'][] = [
    ...(['timeout_before_paying', 'http_500_before_paying', 'throttle'] as const),
    ...(['http_500_after_paying', 'drop_connection', 'html', 'unlisted_code'] as const),
  ];
  const troubles = fc.array(
    fc.record({
      fault: fc.constantFrom<RailFault['kind'] | null>(...FAULTS, null, null),
      point: fc.constantFrom<Point | null>(...POINTS, null, null),
      twice: fc.boolean(),
      waitMs: fc.constantFrom(0, 3_000, LEASE_MS + 1_000, 70_000),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it('again and again, at a rail that misbehaves: money leaves once, the books hold', async () => {
    await fc.assert(
      fc.asyncProperty(troubles, async (list) => {
        const payout = await aPayout();
        for (const { fault, point, twice, waitMs } of list) {
          ops.rail.setFaults(fault === null ? [] : [{ kind: fault }]);
          const healthy = (): Promise<void> => ops.advancePayout.run({ payoutId: payout.id });
          await Promise.all([
            point === null ? healthy() : dies(payout, point),
            ...(twice ? [healthy()] : []),
          ]);
          ops.clock.moveOn(waitMs);
        }
        ops.rail.setFaults([]);
        const now = await payoutNow(ops, payout);
        const end = now.nextActionAt === null ? now : await atRest(ops, payout);
        expect(end.status).toBe('settled');
        await expectPaidOnce(payout);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('and the books hold after all of it', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});

function pause(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, ms);
  });
}
