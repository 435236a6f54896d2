import fc from 'fast-check';
import type { Client } from 'pg';
import { DataSource, In, IsNull, LessThan, Like, Not } from 'typeorm';
import type { QueryRunner } from 'typeorm';

import { PayoutEntity, PayoutsModule, advancePayoutJob } from '@app/payouts';
import type { RailAnswer } from '@app/payouts';
import type { Tx } from '@app/platform';
import { ReviewModule } from '@app/review';

import { lockPayout, payoutKeyOf } from '../../../libs/payouts/src/lock-payout';
import { PayoutAnswerEntity } from '../../../libs/payouts/src/persistence/payout-answer.entity';
import { PayoutAttemptEntity } from '../../../libs/payouts/src/persistence/payout-attempt.entity';
import { RailBreakerEntity } from '../../../libs/payouts/src/persistence/rail-breaker.entity';
import { RailDayEntity } from '../../../libs/payouts/src/persistence/rail-day.entity';
import { RailNoticeEntity } from '../../../libs/payouts/src/persistence/rail-notice.entity';
import { heldByBreaker, noteSendAnswer } from '../../../libs/payouts/src/rail-breaker';
import { countOnRail, heldByLimit } from '../../../libs/payouts/src/rail-day';
import { TestLibs } from '../../support/test-libs';
import { DatabaseError, MemoryDatabase } from './memory-database';
import { MemoryTx } from './memory-tx';

const TABLES = [PayoutEntity, PayoutAttemptEntity, PayoutAnswerEntity, RailNoticeEntity];
const RAIL_TABLES = [RailBreakerEntity, RailDayEntity];
const LANE = 5;
const START_MS = Date.parse('2026-11-20T02:00:00Z');
/** Whoever waits longer than so waits for a transaction that the test will not end meanwhile. */
const LOCK_TIMEOUT = '60ms';
const LIMITS = { payoutsPerRailPerDay: 3, payoutMinorPerRailPerDay: 1_000_000 } as never;

/** Ids of payouts of lane 5, as real ones are. */
const IDS = ['1', '2', '3', '4'].map((digit) => `pyo_01m8d11crwe02tmq0r0m0rsv${digit}5`);

type Say = (tx: Tx) => Promise<unknown>;
interface Call {
  readonly session: 0 | 1;
  readonly name: string;
  readonly say: Say | 'commit' | 'roll back';
}

const at = (ms: number): Date => new Date(START_MS + ms);
const id = fc.constantFrom(...IDS);
const status = fc.constantFrom('created', 'submitted', 'unknown', 'settled', 'failed' as const);
const rail = fc.constantFrom('quick', 'slow');
const reason = fc.constantFrom('timeout', 'retry_later');

function aPayout(payoutId: string, given: object): Record<string, unknown> {
  return {
    ...{ lane: LANE, id: payoutId, claimId: 'clm_1', currency: 'CNY', amountMinor: 100n },
    ...{ rail: 'quick', payee: { route: 'original' }, key: payoutId, requestDigest: 'digest' },
    ...{ createdAt: at(0), updatedAt: at(0), nextActionAt: at(IDS.indexOf(payoutId)) },
    ...given,
  };
}

const inserts = fc
  .record({ id, status, line: fc.constantFrom('l1', 'l2'), decision: fc.constantFrom('d1', 'd2') })
  .map(({ id: payoutId, status: now, line, decision }): [string, Say] => [
    `insert ${payoutId} ${now} ${line} ${decision}`,
    (tx) =>
      tx.insert(
        PayoutEntity,
        aPayout(payoutId, { status: now, claimLineId: line, decisionId: decision }),
      ),
  ]);
const updates = fc
  .record({ id, status, fence: fc.nat(3) })
  .map(({ id: payoutId, status: now, fence }): [string, Say] => [
    `update ${payoutId} ${now} ${String(fence)}`,
    (tx) =>
      tx.update(PayoutEntity, payoutKeyOf({ lane: LANE, id: payoutId } as PayoutEntity), {
        ...{ status: now, fence },
        ...(fence === 0 ? { nextActionAt: null } : {}),
      }),
  ]);
const locks = id.map((payoutId): [string, Say] => [
  `lock ${payoutId}`,
  (tx) => lockPayout(tx, payoutId),
]);
const LOOKS: readonly [string, Say][] = [
  ['find those due', (tx) => advancePayoutJob.findDue(tx, at(5_003), 2)],
  ['find those of a claim', (tx) => tx.findBy(PayoutEntity, { lane: LANE, claimId: 'clm_1' })],
  ['exists another', (tx) => tx.existsBy(PayoutEntity, { status: 'created', id: Not(IDS[0]!) })],
  ['find those without an end', (tx) => tx.findBy(PayoutEntity, { settledAt: IsNull() })],
  [
    'lock those that wait',
    (tx) =>
      tx.find(PayoutEntity, {
        where: { status: In(['created', 'unknown']), nextActionAt: Not(IsNull()) },
        order: { id: 'ASC' },
        take: 2,
        lock: { mode: 'pessimistic_write' },
      }),
  ],
  [
    'update all before',
    (tx) => tx.update(PayoutEntity, { nextActionAt: LessThan(at(2)) }, { statusReason: 'early' }),
  ],
];
const attempts = fc.record({ id, number: fc.integer({ min: 1, max: 2 }) }).chain((given) => {
  const key = { lane: LANE, payoutId: given.id, number: given.number };
  const told = `${given.id} ${String(given.number)}`;
  const attempt = { ...key, action: 'send' as const, fence: given.number, startedAt: at(0) };
  const answer = { ...key, class: 'pending' as const, applied: true, answeredAt: at(1) };
  return fc.constantFrom<[string, Say]>(
    [`attempt ${told}`, (tx) => tx.insert(PayoutAttemptEntity, attempt)],
    [`answer ${told}`, (tx) => tx.insert(PayoutAnswerEntity, answer)],
  );
});
const notices = fc.record({ rail, id }).chain(({ rail: name, id: payoutId }) => {
  const key = { lane: LANE, rail: name, noticeId: `n-${payoutId}` };
  const row = { ...key, payoutId, receivedAt: at(0) };
  return fc.constantFrom<[string, Say]>(
    [`notice ${name} ${payoutId}`, (tx) => tx.insert(RailNoticeEntity, row)],
    [`know ${name} ${payoutId}`, (tx) => tx.existsBy(RailNoticeEntity, key)],
  );
});
const rails = fc.record({ rail, reason, ms: fc.nat(120_000) }).chain((given) => {
  const { rail: name, ms } = given;
  const silence: RailAnswer = { outcome: 'unknown', reason: given.reason as 'timeout', seen: '' };
  const sent = { lane: LANE, rail: name, currency: 'CNY', amountMinor: BigInt(ms + 1) };
  return fc.constantFrom<[string, Say]>(
    [`silence ${name} ${String(ms)}`, (tx) => noteSendAnswer(tx, name, silence, at(ms))],
    [
      `answer ${name} ${String(ms)}`,
      (tx) => noteSendAnswer(tx, name, { outcome: 'not_found' }, at(ms)),
    ],
    [
      `pause ${name} ${String(ms)}`,
      (tx) => tx.update(RailBreakerEntity, { rail: name }, { openUntil: at(ms) }),
    ],
    [`held ${name} ${String(ms)}`, (tx) => heldByBreaker(tx, name, at(ms))],
    [`count ${name}`, (tx) => countOnRail(tx, sent, at(0))],
    [`limit ${name}`, (tx) => heldByLimit(tx, sent, LIMITS, at(0))],
  );
});

const ENDS = fc.constantFrom<[string, Call['say']]>(
  ['commit', 'commit'],
  ['commit', 'commit'],
  ['roll back', 'roll back'],
);
const says: fc.Arbitrary<[string, Call['say']]> = fc.oneof(
  { weight: 4, arbitrary: inserts },
  { weight: 5, arbitrary: updates },
  { weight: 3, arbitrary: locks },
  { weight: 3, arbitrary: fc.constantFrom(...LOOKS) },
  { weight: 2, arbitrary: attempts },
  { weight: 2, arbitrary: notices },
  { weight: 4, arbitrary: rails },
  { weight: 4, arbitrary: ENDS },
);
const calls = fc.array(
  fc
    .record({ session: fc.constantFrom(0, 1), said: says })
    .map(({ session, said: [name, say] }): Call => {
      const call = { session, name, say };
      return { ...call, toString: () => `${String(session)}: ${name}` } as Call;
    }),
  { minLength: 1, maxLength: 40 },
);

/** What came of a call: what it returned, or the code of PostgreSQL. */
async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return comparable(await call());
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') throw error;
    return { code };
  }
}

/** Rows without an order come in any order; what an insert returns nobody uses. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const rows = (value as Record<string, unknown>[]).map((row) => ({ ...row }));
    return rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if ('affected' in value) return { affected: value.affected };
  if ('identifiers' in value) return undefined;
  return { ...value };
}

const keyOf = (row: Record<string, unknown>): string =>
  [row.rail, row.id, row.payoutId, row.noticeId, row.number, row.day].map(String).join('|');

const timesOut = {
  pause: () => undefined,
  untilEnded: () => Promise.reject(new DatabaseError('55P03', 'It would wait.')),
};

describe('the database of the simulation', () => {
  let libs: TestLibs;
  let admin: Client;
  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PayoutsModule, ReviewModule] });
    admin = await libs.connectAs(null);
    // What foreign keys and triggers refuse is no matter here: keys, locks and visibility are.
    for (const table of tables()) await admin.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  });
  afterAll(async () => {
    await libs.stop();
  });

  function tables(): string[] {
    return [
      ...['payout_answers', 'payout_attempts', 'rail_notices', 'payouts'],
      ...['rail_breakers', 'rail_days'],
    ];
  }

  class Session {
    /** What the database in memory said, and what PostgreSQL did. */
    readonly heard: [unknown, unknown][] = [];
    private memory: MemoryTx | null = null;

    constructor(
      private readonly kept: MemoryDatabase,
      private readonly runner: QueryRunner,
    ) {}

    async run({ say }: Call): Promise<void> {
      if (typeof say === 'string') {
        await this.end(say === 'commit');
        return;
      }
      if (this.memory === null) {
        this.memory = new MemoryTx(this.kept, timesOut);
        await this.runner.startTransaction();
      }
      const memory = this.memory;
      const wanted = await outcomeOf(() => say(this.runner.manager as Tx));
      const found = await outcomeOf(() => say(memory as unknown as Tx));
      this.heard.push([found, wanted]);
      if (isRefusal(wanted) || isRefusal(found)) await this.end(false);
    }

    async end(commits: boolean): Promise<void> {
      if (this.memory === null) return;
      if (commits) this.memory.commit();
      else this.memory.rollBack();
      this.memory = null;
      await (commits ? this.runner.commitTransaction() : this.runner.rollbackTransaction());
    }
  }

  const isRefusal = (outcome: unknown): boolean =>
    typeof outcome === 'object' && outcome !== null && 'code' in outcome;

  it('answers, refuses and makes wait as PostgreSQL does', async () => {
    const dataSource = libs.get(DataSource);
    const runners = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    for (const runner of runners) await runner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await fc.assert(
      fc.asyncProperty(calls, async (sequence) => {
        for (const table of tables()) await admin.query(`DELETE FROM ${table}`);
        const kept = new MemoryDatabase();
        const sessions = runners.map((runner) => new Session(kept, runner));
        try {
          for (const call of sequence) {
            const session = sessions[call.session]!;
            await session.run(call);
            const [found, wanted] = session.heard.at(-1) ?? [];
            expect(found).toEqual(wanted);
          }
          for (const session of sessions) await session.end(true);
        } finally {
          for (const session of sessions) await session.end(false);
        }
        for (const table of [...TABLES, ...RAIL_TABLES]) {
          const rows = await dataSource.manager.find<object>(table);
          expect(comparable(kept.committed<object>(table))).toEqual(comparable(rows));
        }
      }),
      { numRuns: 300 },
    );
    for (const runner of runners) await runner.release();
  });

  it.each<[string, Say]>([
    ['a condition without a value', (tx) => tx.findBy(PayoutEntity, { key: undefined } as never)],
    ['another operator', (tx) => tx.findBy(PayoutEntity, { key: Like('pyo%') })],
    ['a statement that nobody has used', (tx) => tx.query('SELECT 1')],
    ['a column that is not there', (tx) => tx.findBy(PayoutEntity, { colour: 'red' } as never)],
  ])('refuses loudly %s', async (_what, say) => {
    const kept = new MemoryDatabase();
    const tx = new MemoryTx(kept, timesOut);
    const row = aPayout(IDS[0]!, { status: 'created', claimLineId: 'l', decisionId: 'd' });
    await tx.insert(PayoutEntity, row);
    await expect(say(tx as unknown as Tx)).rejects.toThrow(/./);
  });
});
