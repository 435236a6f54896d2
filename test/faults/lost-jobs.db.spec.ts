import { openPayoutsJob, tendCreditJob } from '@app/claims';
import {
  advancePayoutJob,
  reconcileBookJob,
  recoverCreditJob,
  takeBackCreditJob,
} from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';
import type { JobData, JobDefinition } from '@app/platform';
import { ageRecoveryJob, openRecoveriesJob } from '@app/recoveries';

import { ALL_JOBS } from '../../apps/worker/src/all-jobs';
import { Sweep } from '../../libs/platform/src/jobs/sweep';
import { SweepFailures } from '../../libs/platform/src/jobs/sweep-failures';
import { claimNow, decide, payingCase, reviewedCase } from '../support/cases';
import { offeringClockPack } from '../support/clock-pack';
import { CreditSteps } from '../support/credit-steps';
import { awardedCase, paidCase } from '../support/lives';
import { lookedAt } from '../support/payout-steps';
import { PostgresJobs } from '../support/queue-under-test';
import {
  BRITISH_PACK,
  aCounterparty,
  agreed,
  gbp,
  paidBritishCase,
  requestedHalf,
} from '../support/recovery-steps';
import { csvStatement, takeStatement } from '../support/statement-steps';
import { TestOperations } from '../support/test-operations';
import { WalletDouble } from '../support/wallet-double';

/** After this a job that should have been done is taken for lost, whatever its kind. */
const OVERDUE_MS = 16_000;
const YEAR_MS = 366 * 86_400_000;

interface LostWork {
  readonly job: Pick<JobDefinition, 'queue'>;
  readonly ids: JobData;
}

/** The database is the truth and a queue is only a bell: see `JobDefinition.findDue`. */
describe('work that moves money, whose job is gone,', () => {
  let ops: TestOperations;
  let credit: CreditSteps;
  let wallet: WalletDouble;
  let queue: PostgresJobs;
  beforeAll(async () => {
    wallet = new WalletDouble(() => ops.clock.now());
    ops = await TestOperations.start({ config: offeringClockPack(BRITISH_PACK), rail: wallet });
    credit = new CreditSteps(ops);
    queue = new PostgresJobs(await ops.libs.connectAs(null));
  });
  afterAll(async () => {
    await ops.stop();
  });

  const sweep = (): Promise<number> => {
    const { unitOfWork } = ops.libs;
    return new Sweep(unitOfWork, ops.clock, ops.get(SweepFailures), ALL_JOBS, 0).run();
  };

  async function creditGoingBack(): Promise<{ claimId: string; payout: PayoutEntity }> {
    const claim = await credit.credited();
    await decide(ops, claim, { outcome: 'deny' });
    await credit.tendInTime(claim);
    const [payout] = await credit.orders(claim);
    wallet.spend(payout!.id, 26_000n);
    await credit.tendInTime(claim);
    return { claimId: claim.id, payout: payout! };
  }

  const LOST: readonly (readonly [string, () => Promise<LostWork>])[] = [
    [
      'the opening of payouts',
      async () => ({ job: openPayoutsJob, ids: { claimId: (await awardedCase(ops)).id } }),
    ],
    [
      'a payout that is to be sent',
      async () => {
        const [payout] = await payingCase(ops, { amounts: [15_000n] });
        return { job: advancePayoutJob, ids: { payoutId: payout!.id } };
      },
    ],
    [
      'a payout that is to be asked about',
      async () => {
        const [payout] = await payingCase(ops, { amounts: [15_000n] });
        ops.way.intercept = () =>
          Promise.resolve({ outcome: 'unknown', reason: 'timeout', seen: '' } as const);
        await lookedAt(ops, payout!, 0);
        ops.way.intercept = (call) => call.deliver();
        return { job: advancePayoutJob, ids: { payoutId: payout!.id } };
      },
    ],
    [
      'a credit that is due',
      async () => {
        const { id } = await reviewedCase(ops);
        const { creditAt } = await claimNow(ops, { id });
        ops.clock.moveOn(creditAt!.getTime() - ops.clock.now().getTime());
        return { job: tendCreditJob, ids: { claimId: id } };
      },
    ],
    [
      'a credit that its wallet is asked to give back',
      async () => {
        const { payout } = await creditGoingBack();
        return { job: takeBackCreditJob, ids: { payoutId: payout.id } };
      },
    ],
    [
      'what a claimant owes of a credit',
      async () => {
        const { claimId, payout } = await creditGoingBack();
        await credit.takeBack(payout);
        return { job: recoverCreditJob, ids: { claimId } };
      },
    ],
    [
      'an account that a statement came in for',
      async () => {
        await payingCase(ops, { amounts: [15_000n] });
        const odd = { lineId: 'odd-1', amount: '7.00', kind: 'other' };
        await takeStatement(ops, csvStatement([{ ...odd, at: ops.clock.now() }]), 'wallet');
        return { job: reconcileBookJob, ids: { rail: 'wallet', currency: 'CNY' } };
      },
    ],
    [
      'the recoveries of a claim that was paid',
      async () => ({ job: openRecoveriesJob, ids: { claimId: (await paidCase(ops)).id } }),
    ],
    [
      'the age of a recovery',
      async () => {
        const half = await requestedHalf(ops, await paidBritishCase(ops), await aCounterparty(ops));
        const { id } = await agreed(ops, half, gbp(495_000n));
        ops.clock.moveOn(YEAR_MS);
        return { job: ageRecoveryJob, ids: { recoveryId: id } };
      },
    ],
  ];

  it.each(LOST)('is found by the sweep, and rung for once: %s', async (_what, lose) => {
    const { job, ids } = await lose();
    await queue.empty();
    ops.clock.moveOn(OVERDUE_MS);
    await sweep();
    expect(await ops.jobs(job.queue, ids)).toEqual([ids]);
    await sweep();
    expect(await ops.jobs(job.queue, ids)).toEqual([ids]);
    expect(await ops.get(SweepFailures).all(ops.reads)).toEqual([]);
  });
});
