import { join } from 'node:path';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import { MessagingModule } from '@app/messaging';
import {
  AdvancePayout,
  OpenPayouts,
  PayoutsModule,
  RailDirectory,
  ReceiveNotice,
  ReconciliationModule,
  RefillAllotment,
  SimulatedRailAdapter,
} from '@app/payouts';
import type { PayoutRail } from '@app/payouts';
import { UserEntity } from '@app/platform';
import type { Actor, Reads, Role, Tx } from '@app/platform';
import { RecoveriesModule } from '@app/recoveries';
import { checkBooks } from '@app/reports';
import { ReviewModule } from '@app/review';

import { railSecrets } from '../../apps/cli/src/rail-secrets';
import { startSimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import type { SimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import { AwardedPayments } from '../../libs/payouts/src/awarded-payments';
import { AskNow } from '../../libs/payouts/src/operations/ask-now';
import { GiveUpPayout } from '../../libs/payouts/src/operations/give-up-payout';
import { RecordAnswer } from '../../libs/payouts/src/operations/record-answer';
import { Payees } from '../../libs/payouts/src/payees';
import { SubmitPayout } from '../../libs/payouts/src/operations/submit-payout';
import { InterceptedRail } from './intercepted-rail';
import type { TestClock } from './test-clock';
import { TestLibs } from './test-libs';
import type { LibsUnderTest } from './test-libs';

/** The staff of the tests: two reviewers, two approvers and an agent. */
export type Staff = 'wang' | 'qian' | 'zhao' | 'li' | 'sun';
const STAFF: readonly (readonly [Staff, Role])[] = [
  ['wang', 'reviewer'],
  ['qian', 'reviewer'],
  ['zhao', 'approver'],
  ['li', 'approver'],
  ['sun', 'agent'],
];

/** Short enough for a test of a silent rail, long enough for a good one on a busy machine. */
const RAIL_TIMEOUT_MS = 1_200;

interface OperationsUnderTest extends Pick<LibsUnderTest, 'config'> {
  /** The rail of all payouts, instead of the simulated one. */
  readonly rail?: PayoutRail;
}

/** The secrets that the service shares with the rail. */
interface Secrets {
  readonly secret: string;
  readonly webhookSecret: string;
}

/**
 * The operations of claims, review and payouts over a database and a simulated rail of their own.
 * There is no HTTP and no worker: a job stays in its queue until the test does its work.
 */
export class TestOperations {
  readonly advancePayout: AdvancePayout;
  readonly openPayouts: OpenPayouts;
  readonly receiveNotice: ReceiveNotice;
  readonly refillAllotment: RefillAllotment;

  private constructor(
    readonly libs: TestLibs,
    /** The rail itself: its book says what was really paid. */
    readonly rail: SimulatedRail,
    /** The service's way to the rail. */
    readonly way: InterceptedRail,
    readonly secrets: Secrets,
    readonly staff: Readonly<Record<Staff, Actor>>,
  ) {
    const rails = new RailDirectory([way]);
    this.advancePayout = new AdvancePayout(
      libs.unitOfWork,
      libs.get(SubmitPayout),
      libs.get(GiveUpPayout),
      libs.get(RecordAnswer),
      libs.get(Payees),
      rails,
      libs.clock,
    );
    this.openPayouts = new OpenPayouts(
      libs.unitOfWork,
      libs.get(ChangeClaim),
      libs.get(AwardedPayments),
      libs.get(Payees),
      rails,
      libs.get(AuditTrail),
      libs.clock,
    );
    this.refillAllotment = libs.get(RefillAllotment);
    this.receiveNotice = new ReceiveNotice(rails, libs.get(AskNow), libs.clock);
  }

  static async start({ rail: other, ...wish }: OperationsUnderTest = {}): Promise<TestOperations> {
    // With the limits of the demo: the machine approves whatever it may, and nothing is drawn.
    const libs = await TestLibs.start({
      imports: [
        ReviewModule,
        PayoutsModule,
        ReconciliationModule,
        RecoveriesModule,
        MessagingModule,
      ],
      demo: true,
      ...wish,
    });
    const secrets = railSecrets(libs.stateDir);
    const bookFile = join(libs.stateDir, 'rail.jsonl');
    const rail = await startSimulatedRail({
      ...{ bookFile, secret: secrets.secret },
      bookClock: () => libs.clock.now(),
    });
    const way = new InterceptedRail(
      other ??
        new SimulatedRailAdapter({
          url: rail.url,
          secret: secrets.secret,
          webhookSecrets: [secrets.webhookSecret],
          timeoutMs: RAIL_TIMEOUT_MS,
        }),
    );
    return new TestOperations(libs, rail, way, secrets, await addStaff(libs));
  }

  get clock(): TestClock {
    return this.libs.clock;
  }

  get reads(): Reads {
    return this.libs.unitOfWork.reads;
  }

  get<Instance>(type: abstract new (...parameters: never[]) => Instance): Instance {
    return this.libs.get(type);
  }

  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.libs.inTransaction(work);
  }

  /** The jobs that were added to a queue and carry these ids. Nobody works them off. */
  async jobs(queue: string, ids: Record<string, string>): Promise<Record<string, string>[]> {
    const rows = await this.reads.query<{ data: Record<string, string> }[]>(
      'SELECT data FROM bullmq.job WHERE queue = $1 AND data @> $2 ORDER BY seq',
      [queue, JSON.stringify(ids)],
    );
    return rows.map(({ data }) => data);
  }

  /** What breaks an invariant of the books; nothing when all hold. */
  async broken(): Promise<string[]> {
    const checks = await checkBooks(this.reads);
    return checks.flatMap(({ id, violations }) =>
      violations.map(({ what, detail }) => `${id}: ${what} ${detail}`),
    );
  }

  async stop(): Promise<void> {
    await this.rail.close();
    await this.libs.stop();
  }
}

async function addStaff(libs: TestLibs): Promise<Record<Staff, Actor>> {
  const actors = STAFF.map(([name, role]): Actor => {
    const id = newId('usr', HOUSE_LANE);
    return { id, role, name, partyId: null, personId: id };
  });
  await libs.inTransaction((tx) =>
    tx.insert(
      UserEntity,
      actors.map(({ id, role, name, personId }) => ({
        id,
        personId,
        username: name,
        passwordHash: 'nobody signs in here',
        name,
        role: role as Role,
        partyId: null,
        demo: true,
        disabledAt: null,
        createdAt: libs.clock.now(),
      })),
    ),
  );
  return Object.fromEntries(actors.map((actor) => [actor.name, actor])) as Record<Staff, Actor>;
}
