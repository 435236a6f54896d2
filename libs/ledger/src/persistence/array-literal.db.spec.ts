import fc from 'fast-check';
import type { Client } from 'pg';

import { TestLibs } from '../../../../test/support/test-libs';
import { arrayLiteral } from './array-literal';

/** What has a meaning in PostgreSQL's array syntax, in JSON or in SQL, and what looks empty. */
const NASTY = [
  ...['', ' ', 'NULL', 'null', 'NuLl', '{}', '{', '}', ',', '"', '\\', '\\\\', '\\"', "'", "''"],
  ...['a,b', '{a}', '[1:2]={a,b}', 'a"b\\c', '\n', '\t', '\r\n', ' a ', '\u00a0', '\u2028'],
  ...['\\x00', '\\N', '\\.', '$1', '--', '/*', '张三', 'é', '👨‍👩‍👧', '\ufeff', '\u0001', '\u007f'],
];
const nasty = fc.constantFrom(...NASTY);
/** PostgreSQL stores no NUL, and no half of a surrogate pair. */
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme' }).map((some) => some.replaceAll('\0', '')),
  fc.array(nasty, { maxLength: 4 }).map((some) => some.join('')),
);

describe('the text of a PostgreSQL array', () => {
  let libs: TestLibs;
  let client: Client;

  beforeAll(async () => {
    libs = await TestLibs.start();
    client = await libs.connectAs('ganpei_app');
  });
  afterAll(async () => {
    await libs.stop();
  });

  const throughPostgres = async (
    type: string,
    elements: (string | number | null)[],
  ): Promise<unknown> => {
    const { rows } = await client.query<{ there: string | null }>(
      `SELECT to_json($1::${type}[])::text AS there`,
      [arrayLiteral(elements)],
    );
    return JSON.parse(rows[0]!.there ?? '[]');
  };

  it.each(NASTY.map((element) => [JSON.stringify(element), element]))(
    'brings %s through as it is',
    async (_name, element) => {
      expect(await throughPostgres('text', [element])).toEqual([element]);
    },
  );

  it('brings every list of texts and nulls through as it is', async () => {
    const lists = fc.array(fc.oneof({ weight: 6, arbitrary: text }, fc.constant(null)));
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        expect(await throughPostgres('text', list)).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });

  it('brings numbers, times and JSON through as what they are', async () => {
    expect(await throughPostgres('smallint', [0, 1, 32_767, -1])).toEqual([0, 1, 32_767, -1]);
    const amounts = ['1', String(2n ** 63n - 1n)];
    expect(await throughPostgres('bigint', amounts)).toHaveLength(2);
    const [time] = (await throughPostgres('timestamptz', ['2026-03-01T08:00:00.123Z'])) as string[];
    expect(new Date(time!)).toEqual(new Date('2026-03-01T08:00:00.123Z'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(text, text, { maxKeys: 3 })), async (dimensions) => {
        const written = dimensions.map((some) => JSON.stringify(some));
        expect(await throughPostgres('jsonb', written)).toEqual(dimensions);
      }),
      { numRuns: 200 },
    );
  });
});
