import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import type { Tx } from './tx';

/** Fails as PostgreSQL does when two transactions get into each other's way. */
const fail = async (tx: Tx, code: string): Promise<void> => {
  await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END $$`);
};

describe('UnitOfWork', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start();
    const owner = await libs.connectAs('ganpei_owner');
    await owner.query('CREATE TABLE counters (id text PRIMARY KEY, number integer NOT NULL)');
    await owner.query('GRANT SELECT, INSERT, UPDATE ON counters TO ganpei_app');
    await owner.query(`INSERT INTO counters VALUES ('a', 0), ('b', 0)`);
  });
  afterAll(async () => {
    await libs.stop();
  });

  const add = async (tx: Tx, id: string): Promise<void> => {
    await tx.query('UPDATE counters SET number = number + 1 WHERE id = $1', [id]);
  };
  const numbers = async (): Promise<Record<string, number>> => {
    const rows = await libs.unitOfWork.reads.query<{ id: string; number: number }[]>(
      'SELECT id, number FROM counters',
    );
    return Object.fromEntries(rows.map(({ id, number }) => [id, number]));
  };
  beforeEach(async () => {
    await libs.inTransaction((tx) => tx.query('UPDATE counters SET number = 0'));
  });

  it('commits all that was done and returns the result', async () => {
    const result = await libs.inTransaction(async (tx) => {
      await add(tx, 'a');
      await add(tx, 'b');
      return 'both';
    });
    expect(result).toBe('both');
    expect(await numbers()).toEqual({ a: 1, b: 1 });
  });

  it('rolls all of it back when the work throws', async () => {
    const work = libs.inTransaction(async (tx) => {
      await add(tx, 'a');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await numbers()).toEqual({ a: 0, b: 0 });
  });

  it('undoes what fails behind a savepoint, and nothing else', async () => {
    await libs.inTransaction(async (tx) => {
      await add(tx, 'a');
      const work = libs.unitOfWork.savepoint(tx, async (inner) => {
        await add(inner, 'a');
        await add(inner, 'b');
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      const kept = await libs.unitOfWork.savepoint(tx, async (inner) => {
        await add(inner, 'b');
        return 'kept';
      });
      expect(kept).toBe('kept');
    });
    expect(await numbers()).toEqual({ a: 1, b: 1 });
  });

  it('runs as the application, in READ COMMITTED, with limits on waiting', async () => {
    const settings = await libs.inTransaction((tx) =>
      tx.query<object[]>(`SELECT current_user AS role,
          current_setting('transaction_isolation') AS isolation,
          current_setting('statement_timeout') AS statement,
          current_setting('lock_timeout') AS lock,
          current_setting('idle_in_transaction_session_timeout') AS idle,
          current_setting('TimeZone') AS zone`),
    );
    expect(settings).toEqual([
      {
        role: 'ganpei_app',
        isolation: 'read committed',
        statement: '30s',
        lock: '10s',
        idle: '1min',
        zone: 'UTC',
      },
    ]);
  });

  it('runs both of two transactions that deadlock', async () => {
    const together = new Barrier(2);
    let attempts = 0;
    const both = async (first: string, second: string): Promise<void> =>
      libs.inTransaction(async (tx) => {
        attempts += 1;
        await add(tx, first);
        await together.arrive();
        await add(tx, second);
      });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect(attempts).toBe(3);
    expect(await numbers()).toEqual({ a: 2, b: 2 });
  });

  it.each(['40001', '40P01'])('tries again from the start after %s', async (code) => {
    let attempts = 0;
    await libs.inTransaction(async (tx) => {
      attempts += 1;
      await add(tx, 'a');
      if (attempts < 3) await fail(tx, code);
    });
    expect(attempts).toBe(3);
    expect(await numbers()).toEqual({ a: 1, b: 0 });
  });

  it('gives up after five attempts and hands the reason on', async () => {
    let attempts = 0;
    const work = libs.inTransaction(async (tx) => {
      attempts += 1;
      await fail(tx, '40001');
    });
    await expect(work).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(5);
  });

  it.each([
    ['a constraint', '23505'],
    ['a timeout', '57014'],
  ])('does not try again after %s', async (_what, code) => {
    let attempts = 0;
    const work = libs.inTransaction(async (tx) => {
      attempts += 1;
      await fail(tx, code);
    });
    await expect(work).rejects.toMatchObject({ code });
    expect(attempts).toBe(1);
  });

  it('commits each statement for itself where there is no transaction', async () => {
    const work = libs.unitOfWork.statement(async (connection) => {
      await connection.query(`UPDATE counters SET number = 7 WHERE id = 'a'`);
      throw new Error('afterwards');
    });
    await expect(work).rejects.toThrow('afterwards');
    expect(await numbers()).toEqual({ a: 7, b: 0 });
  });

  it('tries a statement again when others got into its way, and nothing else', async () => {
    const attempt = async (code: string): Promise<number> => {
      let attempts = 0;
      await libs.unitOfWork
        .statement(async (connection) => {
          attempts += 1;
          await connection.query(
            `DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END $$`,
          );
        })
        .catch(() => undefined);
      return attempts;
    };
    expect(await attempt('40001')).toBe(5);
    expect(await attempt('23505')).toBe(1);
  });

  it('gives its connections back, also after failures', async () => {
    const attempts = Array.from({ length: 60 }, (_, index) =>
      libs.inTransaction(async (tx) => {
        await add(tx, 'a');
        if (index % 2 === 0) await fail(tx, '23505');
      }),
    );
    const statements = Array.from({ length: 60 }, () =>
      libs.unitOfWork.statement((connection) => connection.query('SELECT 1 / 0')),
    );
    await Promise.allSettled([...attempts, ...statements]);
    expect(await numbers()).toEqual({ a: 30, b: 0 });
  });
});
