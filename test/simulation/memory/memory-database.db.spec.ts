import fc from 'fast-check';
import type { Client } from 'pg';
import { DataSource, Like } from 'typeorm';
import type { QueryRunner } from 'typeorm';

import { LedgerGuardEntity } from '@app/ledger';
import { PayoutEntity, PayoutsModule } from '@app/payouts';
import type { Tx } from '@app/platform';
import { ReviewModule } from '@app/review';

import { TestLibs } from '../../support/test-libs';
import { DatabaseError, MemoryDatabase } from './memory-database';
import { MemoryTx } from './memory-tx';
import type { Turns } from './memory-tx';
import { shapeOf } from './table-shape';
import type { EntityClass } from './table-shape';
import {
  ALLOTMENTS,
  ENTITIES,
  IDS,
  SOME_ROWS,
  aPayout,
  comparable,
  isRefusal,
  outcomeOf,
  says,
} from './testing/random-calls';
import type { Named, Say } from './testing/random-calls';

/** Whoever waits longer than so waits for a transaction that the test will not end meanwhile. */
const LOCK_TIMEOUT = '60ms';
/** What waits is let through long before. */
const PATIENCE = '20s';

type End = 'commit' | 'roll back';
interface Call {
  readonly session: 0 | 1;
  readonly name: string;
  readonly say: Say | End;
}

const ENDS = fc.constantFrom<Named<End>>(
  ['commit', 'commit'],
  ['commit', 'commit'],
  ['roll back', 'roll back'],
);
const calls = fc.array(
  fc
    .record({
      session: fc.constantFrom(0, 1),
      said: fc.oneof<fc.WeightedArbitrary<Named | Named<End>>[]>(
        { weight: 7, arbitrary: says },
        { weight: 1, arbitrary: ENDS },
      ),
    })
    .map(({ session, said: [name, say] }): Call => {
      const call = { session, name, say };
      return { ...call, toString: () => `${String(session)}: ${name}` } as Call;
    }),
  { minLength: 1, maxLength: 40 },
);

/** What the first one says before the second one comes, and how it ends once that one waits. */
const races = fc.record({
  writes: fc.array(says, { minLength: 2, maxLength: 5 }),
  waits: fc.array(says, { minLength: 2, maxLength: 5 }),
  end: fc.constantFrom<End>('commit', 'commit', 'roll back'),
});

const timesOut: Turns = {
  pause: () => undefined,
  untilEnded: () => Promise.reject(new DatabaseError('55P03', 'It would wait.')),
};

describe('the database of the simulation', () => {
  let libs: TestLibs;
  let admin: Client;
  let dataSource: DataSource;
  let runners: QueryRunner[];

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PayoutsModule, ReviewModule] });
    admin = await libs.connectAs(null);
    // What foreign keys and triggers refuse is no matter here: keys, locks and visibility are.
    for (const table of tables()) await admin.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    dataSource = libs.get(DataSource);
    runners = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
  });
  afterAll(async () => {
    for (const runner of runners) await runner.release();
    await libs.stop();
  });

  const tables = (): string[] => ENTITIES.map((entity) => shapeOf(entity as EntityClass).name);

  /** Both databases with nothing in them but what lanes may take. */
  async function emptied(): Promise<MemoryDatabase> {
    for (const table of tables()) await admin.query(`DELETE FROM ${table}`);
    const kept = new MemoryDatabase();
    const tx = new MemoryTx(kept, timesOut);
    for (const row of ALLOTMENTS) {
      const { lane, guard, currency, availableMinor } = row;
      await tx.insert(LedgerGuardEntity, row);
      await admin.query(
        'INSERT INTO ledger_guards (lane, guard, currency, available_minor) VALUES ($1, $2, $3, $4)',
        [lane, guard, currency, availableMinor.toString()],
      );
    }
    tx.commit();
    return kept;
  }

  async function expectSameRows(kept: MemoryDatabase): Promise<void> {
    for (const table of ENTITIES) {
      const rows = await dataSource.manager.find<object>(table);
      expect(comparable(kept.committed<object>(table))).toEqual(comparable(rows));
    }
  }

  class Session {
    /** What the database in memory said, and what PostgreSQL did. */
    heard: readonly [unknown, unknown] | null = null;
    private memory: MemoryTx | null = null;

    constructor(
      private readonly kept: MemoryDatabase,
      private readonly runner: QueryRunner,
      private readonly turns: Turns,
    ) {}

    async run(say: Say | End): Promise<void> {
      if (typeof say === 'string') {
        await this.end(say === 'commit');
        return;
      }
      const { memory, postgres } = await this.both(say);
      await this.hear(await postgres, await memory);
    }

    /** Says it to both; what waits may be awaited later. */
    async both(say: Say): Promise<{ memory: Promise<unknown>; postgres: Promise<unknown> }> {
      if (this.memory === null) {
        this.memory = new MemoryTx(this.kept, this.turns);
        await this.runner.startTransaction();
      }
      const memory = this.memory as unknown as Tx;
      return {
        memory: outcomeOf(() => say(memory)),
        postgres: outcomeOf(() => say(this.runner.manager as Tx)),
      };
    }

    async hear(wanted: unknown, found: unknown): Promise<void> {
      this.heard = [found, wanted];
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

  it('answers, refuses and makes wait as PostgreSQL does', async () => {
    for (const runner of runners) await runner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await fc.assert(
      fc.asyncProperty(calls, async (sequence) => {
        const kept = await emptied();
        const sessions = runners.map((runner) => new Session(kept, runner, timesOut));
        try {
          for (const call of sequence) {
            const session = sessions[call.session]!;
            await session.run(call.say);
            const [found, wanted] = session.heard ?? [];
            expect(found).toEqual(wanted);
          }
          for (const session of sessions) await session.end(true);
        } finally {
          for (const session of sessions) await session.end(false);
        }
        await expectSameRows(kept);
      }),
      { numRuns: 300 },
    );
  });

  it('looks again as PostgreSQL does when what it waited for has ended', async () => {
    for (const runner of runners) await runner.query(`SET lock_timeout = '${PATIENCE}'`);
    let waited = 0;
    await fc.assert(
      fc.asyncProperty(races, async ({ writes, waits, end }) => {
        const kept = await emptied();
        let letThrough = (): void => undefined;
        const over = new Promise<void>((resolve) => {
          letThrough = resolve;
        });
        const untilOver: Turns = { pause: () => undefined, untilEnded: () => over };
        const [first, second] = runners.map((runner) => new Session(kept, runner, untilOver)) as [
          Session,
          Session,
        ];
        try {
          for (const say of SOME_ROWS) await first.run(say);
          await first.end(true);
          for (const [, say] of writes) await first.run(say);
          for (const [, say] of waits) {
            const { memory, postgres } = await second.both(say);
            const waits = await isWaiting(memory);
            const isSame = !waits || (await isWaiting(postgres, 30));
            if (waits) await first.end(end === 'commit');
            if (waits) letThrough();
            waited += Number(waits);
            const [found, wanted] = [await memory, await postgres];
            expect([found, isSame]).toEqual([wanted, true]);
            await second.hear(wanted, found);
          }
        } finally {
          letThrough();
          await first.end(end === 'commit');
          await second.end(true);
        }
        await expectSameRows(kept);
      }),
      { numRuns: 300 },
    );
    expect(waited).toBeGreaterThan(30);
  });

  it.each<[string, Say]>([
    ['a condition without a value', (tx) => tx.findBy(PayoutEntity, { key: undefined } as never)],
    ['another operator', (tx) => tx.findBy(PayoutEntity, { key: Like('pyo%') })],
    ['a statement that nobody has used', (tx) => tx.query('SELECT 1')],
    ['a column that is not there', (tx) => tx.findBy(PayoutEntity, { colour: 'red' } as never)],
    [
      'another selection',
      (tx) => tx.createQueryBuilder(PayoutEntity, 'payout').select('1', 'one').getRawMany(),
    ],
  ])('refuses loudly %s', async (_what, say) => {
    const kept = new MemoryDatabase();
    const tx = new MemoryTx(kept, timesOut);
    const row = aPayout(IDS[0]!, { status: 'created', claimLineId: 'l', decisionId: 'd' });
    await tx.insert(PayoutEntity, row);
    await expect((async () => say(tx as unknown as Tx))()).rejects.toThrow(/./);
  });
});

/** Whether something is still not done, after so many milliseconds or all that is at hand. */
async function isWaiting(work: Promise<unknown>, ms = 0): Promise<boolean> {
  const waiting = Symbol('waiting');
  const later = new Promise((resolve) => {
    setTimeout(resolve, ms, waiting);
  });
  return (await Promise.race([work, later])) === waiting;
}
