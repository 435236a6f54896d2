import { LedgerGuardEntity } from '@app/ledger';
import { PayoutEntity } from '@app/payouts';

import { PayoutReorderEntity } from '../../../libs/payouts/src/persistence/payout-reorder.entity';
import { RailBreakerEntity } from '../../../libs/payouts/src/persistence/rail-breaker.entity';
import { RailDayEntity } from '../../../libs/payouts/src/persistence/rail-day.entity';
import type { EntityClass, Row } from './table-shape';

/** What statements are made of: the parts of a transaction, without a turn in between. */
export interface StatementParts {
  rows(entity: EntityClass, options: RowsAsked): Promise<Row[]>;
  change(entity: EntityClass, where: Row, changes: Row): Promise<{ affected: number }>;
  insertUnlessThere(entity: EntityClass, row: Row): Promise<boolean>;
}

interface RowsAsked {
  readonly where: Row;
  readonly order?: Readonly<Record<string, 'ASC' | 'DESC'>>;
  readonly lock?: { readonly mode: 'pessimistic_write' };
}

type Statement = (tx: StatementParts, parameters: readonly unknown[]) => Promise<Row[]>;

const FOR_UPDATE = { mode: 'pessimistic_write' } as const;

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
      const rows = await tx.rows(RailDayEntity, { where: { rail, currency, day } });
      const payouts = rows.reduce((sum, row) => sum + BigInt(row.payouts as number), 0n);
      const amountMinor = rows.reduce((sum, row) => sum + (row.amountMinor as bigint), 0n);
      return [{ payouts: String(payouts), amountMinor: String(amountMinor) }];
    },
  ],
  [
    'INSERT INTO rail_days (lane, rail, currency, day, payouts, amount_minor) VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (lane, rail, currency, day) DO UPDATE SET payouts = rail_days.payouts + 1, amount_minor = rail_days.amount_minor + excluded.amount_minor',
    countPayout,
  ],
  ['SELECT ledger_hold_allotment($1, $2, $3::smallint) AS available', holdAllotment],
  [
    'SELECT ledger_move_allotment($1, $2, $3::smallint, $4::smallint, $5::bigint) AS moved',
    moveAllotment,
  ],
  // Everybody has one account here.
  ['SELECT person_of($1) AS person', (_tx, [person]) => Promise.resolve([{ person }])],
  [
    'SELECT reorder_persons(p, $3) >= reorder_persons_needed(p, $3) AS enough FROM payouts p WHERE p.lane = $1 AND p.id = $2',
    isOrderedAgain,
  ],
];

async function countPayout(tx: StatementParts, parameters: readonly unknown[]): Promise<Row[]> {
  const [lane, rail, currency, day, amount] = parameters;
  const amountMinor = BigInt(amount as string);
  const key = { lane, rail, currency, day };
  if (await tx.insertUnlessThere(RailDayEntity, { ...key, payouts: 1, amountMinor })) return [];
  const [seen] = await tx.rows(RailDayEntity, { where: key, lock: FOR_UPDATE });
  await tx.change(RailDayEntity, key, {
    payouts: (seen?.payouts as number) + 1,
    amountMinor: (seen?.amountMinor as bigint) + amountMinor,
  });
  return [];
}

async function holdAllotment(
  tx: StatementParts,
  [guard, currency, lane]: readonly unknown[],
): Promise<Row[]> {
  const where = { lane, guard, currency };
  const [row] = await tx.rows(LedgerGuardEntity, { where, lock: FOR_UPDATE });
  return [{ available: row === undefined ? null : String(row.availableMinor) }];
}

async function moveAllotment(
  tx: StatementParts,
  [guard, currency, fromLane, toLane, amount]: readonly unknown[],
): Promise<Row[]> {
  const lanes = [fromLane, toLane].sort((one, other) => Number(one) - Number(other));
  const held = new Map<unknown, bigint>();
  for (const lane of lanes) {
    const where = { lane, guard, currency };
    const [row] = await tx.rows(LedgerGuardEntity, { where, lock: FOR_UPDATE });
    if (row !== undefined) held.set(lane, row.availableMinor as bigint);
  }
  const fromMinor = held.get(fromLane) ?? 0n;
  const wantedMinor = BigInt(amount as string);
  const movedMinor = fromMinor < wantedMinor ? fromMinor : wantedMinor;
  if (movedMinor === 0n) return [{ moved: '0' }];
  const set = (lane: unknown, availableMinor: bigint): Promise<unknown> =>
    tx.change(LedgerGuardEntity, { lane, guard, currency }, { availableMinor });
  await set(fromLane, fromMinor - movedMinor);
  await set(toLane, (held.get(toLane) ?? 0n) + movedMinor);
  return [{ moved: String(movedMinor) }];
}

/** One person orders again to the same payee; two to another one than was approved. */
async function isOrderedAgain(
  tx: StatementParts,
  [lane, id, payeeKey]: readonly unknown[],
): Promise<Row[]> {
  const [dead] = await tx.rows(PayoutEntity, { where: { lane, id } });
  const where = { lane, payoutId: id, payeeKey };
  const orders = await tx.rows(PayoutReorderEntity, { where });
  const payee = dead?.payee as { route: string; position?: number } | undefined;
  const isSame = payeeKey === (payee?.route === 'account' ? String(payee.position) : 'original');
  return [{ enough: orders.length >= (isSame ? 1 : 2) }];
}

const known = new Map<string, Statement>();

/** Runs a statement in SQL, if it is one of those that are known here. */
export function statement(
  tx: StatementParts,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const run = known.get(sql) ?? find(sql);
  known.set(sql, run);
  return run(tx, parameters);
}

function find(sql: string): Statement {
  const text = sql.replace(/\s+/g, ' ').trim();
  const found = STATEMENTS.find(([beginning]) => text.startsWith(beginning));
  if (found === undefined) throw new Error(`The simulated database cannot say: ${text}`);
  return found[1];
}
