import { Pool } from 'pg';

import { TestLibs } from '../../../../test/support/test-libs';
import { poolOptions } from './data-source-options';
import { nameOf } from './preparing-client';

describe('a connection that prepares its statements', () => {
  let libs: TestLibs;
  let pool: Pool;

  beforeAll(async () => {
    libs = await TestLibs.start();
    pool = new Pool(poolOptions({ url: libs.database.adminUrl, role: 'ganpei_app' }, 1));
  });
  afterAll(async () => {
    await pool.end();
    await libs.stop();
  });

  const kept = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ statement: string }>(
      'SELECT statement FROM pg_prepared_statements',
    );
    return rows.map(({ statement }) => statement);
  };

  it('has a statement read once, however often it is asked', async () => {
    const text = 'SELECT $1::int + $2::int AS sum';
    for (const value of [1, 2, 3]) {
      const { rows } = await pool.query<{ sum: number }>(text, [value, 1]);
      expect(rows).toEqual([{ sum: value + 1 }]);
    }
    expect((await kept()).filter((statement) => statement === text)).toEqual([text]);
  });

  it('leaves alone what has no parameters', async () => {
    await pool.query('SELECT 1 AS one');
    await pool.query('SELECT 2 AS two', []);
    expect((await kept()).filter((statement) => /one|two/.test(statement))).toEqual([]);
  });

  it('asks the same statement again after it was refused', async () => {
    const text = 'SELECT 1 / $1::int AS ratio';
    await expect(pool.query(text, [0])).rejects.toMatchObject({ code: '22012' });
    const { rows } = await pool.query<{ ratio: number }>(text, [1]);
    expect(rows).toEqual([{ ratio: 1 }]);
    await expect(pool.query(text, ['many'])).rejects.toMatchObject({ code: '22P02' });
    await expect(pool.query('SELECT $1::nonsense', [1])).rejects.toMatchObject({ code: '42704' });
  });

  it('tells a callback as well as a promise', async () => {
    const rows = await new Promise((resolve, reject) => {
      pool.query('SELECT $1::text AS said', ['yes'], (error: Error | undefined, result) => {
        if (error === undefined) resolve(result.rows);
        else reject(error);
      });
    });
    expect(rows).toEqual([{ said: 'yes' }]);
  });

  it('names five hundred statements and no more, each by its text', () => {
    const named = Array.from({ length: 600 }, (_none, number) =>
      nameOf(`SELECT ${String(number)}`),
    );
    const names = named.filter((name) => name !== null);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThanOrEqual(500);
    expect(names.every((name) => name.length <= 63)).toBe(true);
    expect(nameOf('SELECT 0')).toBe(names[0]);
    expect(nameOf('SELECT 599')).toBeNull();
  });
});
