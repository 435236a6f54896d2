import { LessThan } from 'typeorm';

import { RailBreakerEntity } from '../../../libs/payouts/src/persistence/rail-breaker.entity';
import { RailDayEntity } from '../../../libs/payouts/src/persistence/rail-day.entity';
import type { EntityClass, Row } from './table-shape';

/** What the statements are made of: the calls of a transaction. */
interface MemoryTx {
  findBy(entity: EntityClass, where: Row): Promise<Row[]>;
  findOneOrFail(
    entity: EntityClass,
    options: { where: Row; lock: { mode: 'pessimistic_write' } },
  ): Promise<Row>;
  insertUnlessThere(entity: EntityClass, row: Row): Promise<boolean>;
  update(entity: EntityClass, where: Row, changes: Row): Promise<{ affected: number }>;
}

type Statement = (tx: MemoryTx, parameters: readonly unknown[]) => Promise<Row[]>;

/** The statements that the simulated operations say in SQL, by how they begin, and what they do. */
const STATEMENTS: readonly (readonly [string, Statement])[] = [
  [
    'INSERT INTO rail_breakers (rail, unknowns, since) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING',
    async (tx, [rail, since]) => {
      await tx.insertUnlessThere(RailBreakerEntity, { rail, unknowns: 0, since });
      return [];
    },
  ],
  [
    'SELECT coalesce(sum(payouts), 0)::text AS payouts, coalesce(sum(amount_minor), 0)::text AS "amountMinor" FROM rail_days WHERE rail = $1 AND currency = $2 AND day = $3',
    async (tx, [rail, currency, day]) => {
      const rows = await tx.findBy(RailDayEntity, { rail, currency, day });
      const payouts = rows.reduce((sum, row) => sum + BigInt(row.payouts as number), 0n);
      const amountMinor = rows.reduce((sum, row) => sum + (row.amountMinor as bigint), 0n);
      return [{ payouts: String(payouts), amountMinor: String(amountMinor) }];
    },
  ],
  [
    'INSERT INTO rail_days (lane, rail, currency, day, payouts, amount_minor) VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (lane, rail, currency, day) DO UPDATE SET payouts = rail_days.payouts + 1, amount_minor = rail_days.amount_minor + excluded.amount_minor',
    countPayout,
  ],
  // Nobody has set a limit, or guarded a currency.
  ['SELECT DISTINCT ON (name) name, value, set_at AS "setAt"', () => Promise.resolve([])],
  ['SELECT ledger_hold_allotment(', () => Promise.resolve([{ available: null }])],
];

async function countPayout(tx: MemoryTx, parameters: readonly unknown[]): Promise<Row[]> {
  const [lane, rail, currency, day, amount] = parameters;
  const amountMinor = BigInt(amount as string);
  const key = { lane, rail, currency, day };
  if (await tx.insertUnlessThere(RailDayEntity, { ...key, payouts: 1, amountMinor })) return [];
  const lock = { mode: 'pessimistic_write' } as const;
  const seen = await tx.findOneOrFail(RailDayEntity, { where: key, lock });
  await tx.update(RailDayEntity, key, {
    payouts: (seen.payouts as number) + 1,
    amountMinor: (seen.amountMinor as bigint) + amountMinor,
  });
  return [];
}

/** Runs a statement in SQL, if it is one of those that are known here. */
export function statement(
  tx: MemoryTx,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const text = sql.replace(/\s+/g, ' ').trim();
  const known = STATEMENTS.find(([beginning]) => text.startsWith(beginning));
  if (known === undefined) throw new Error(`The simulated database cannot say: ${text}`);
  return known[1](tx, parameters);
}

interface UpdateBuilder {
  update(entity: typeof RailBreakerEntity): UpdateBuilder;
  set(changes: Row): UpdateBuilder;
  where(condition: string, parameters: { rail: string; now: Date }): UpdateBuilder;
  execute(): Promise<{ affected: number }>;
}

/** The one conditional update that is built: whoever comes first tries a rail that rested. */
export function updateBy(tx: MemoryTx): UpdateBuilder {
  let changes: Row = {};
  let asked: { rail: string; now: Date } | null = null;
  const builder: UpdateBuilder = {
    update: (entity) => {
      if (entity !== RailBreakerEntity) throw new Error(`Update ${entity.name} otherwise.`);
      return builder;
    },
    set: (given) => {
      changes = given;
      return builder;
    },
    where: (condition, parameters) => {
      if (condition !== 'rail = :rail AND open_until <= :now') throw new Error(condition);
      asked = parameters;
      return builder;
    },
    execute: async () => {
      if (asked === null) throw new Error('An update of everything.');
      const { rail, now } = asked;
      const after = new Date(now.getTime() + 1);
      return tx.update(RailBreakerEntity, { rail, openUntil: LessThan(after) }, changes);
    },
  };
  return builder;
}
