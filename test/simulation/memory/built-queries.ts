import { LessThan } from 'typeorm';

import { PayoutEntity } from '@app/payouts';

import { AWAITING_FUNDS } from '../../../libs/payouts/src/domain/payout-lifecycle';
import { RailBreakerEntity } from '../../../libs/payouts/src/persistence/rail-breaker.entity';
import type { StatementParts } from './statements';
import type { EntityClass, Row } from './table-shape';

interface UpdateBuilder {
  update(entity: typeof RailBreakerEntity): UpdateBuilder;
  set(changes: Row): UpdateBuilder;
  where(condition: string, parameters: { rail: string; now: Date }): UpdateBuilder;
  execute(): Promise<{ affected: number }>;
}

interface SelectBuilder {
  select(what: string, name: string): SelectBuilder;
  addSelect(what: string, name: string): SelectBuilder;
  where(condition: string): SelectBuilder;
  andWhere(condition: string, parameters: { reason: string }): SelectBuilder;
  groupBy(what: string): SelectBuilder;
  getRawMany(): Promise<Row[]>;
}

/** A transaction, with its turn before each statement. */
interface BuildingTx extends StatementParts {
  find(entity: EntityClass, options: { readonly where: Row }): Promise<Row[]>;
  update(entity: EntityClass, where: Row, changes: Row): Promise<{ affected: number }>;
}

/** The two statements that are built: one update without an entity, one selection with its name. */
export function built(
  tx: BuildingTx,
  entity: EntityClass | undefined,
  alias: string | undefined,
): UpdateBuilder & SelectBuilder {
  if (entity === undefined) return updateBy(tx) as UpdateBuilder & SelectBuilder;
  if (entity !== PayoutEntity || alias !== 'payout') throw new Error(`Select ${entity.name} so.`);
  return lanesThatWait(tx) as UpdateBuilder & SelectBuilder;
}

/** The one conditional update that is built: whoever comes first tries a rail that rested. */
function updateBy(tx: BuildingTx): UpdateBuilder {
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

/** The one selection that is built, word for word. */
const LANES_THAT_WAIT = [
  'payout.lane lane',
  'payout.currency currency',
  'min(payout.amount_minor) least',
  'payout.next_action_at IS NOT NULL',
  `payout.status = 'created' AND payout.status_reason = :reason ${AWAITING_FUNDS}`,
  'payout.lane, payout.currency',
].join('; ');

/** In which lanes payouts wait for money, with the least amount of each. */
function lanesThatWait(tx: BuildingTx): SelectBuilder {
  const said: string[] = [];
  const say = (...words: string[]): SelectBuilder => {
    said.push(words.join(' '));
    return builder;
  };
  const builder: SelectBuilder = {
    select: say,
    addSelect: say,
    where: say,
    andWhere: (condition, { reason }) => say(condition, reason),
    groupBy: say,
    getRawMany: async () => {
      if (said.join('; ') !== LANES_THAT_WAIT) throw new Error(said.join('; '));
      const where = { status: 'created', statusReason: AWAITING_FUNDS };
      const waiting = await tx.find(PayoutEntity, { where });
      const lanes = new Map<string, { lane: unknown; currency: unknown; least: bigint }>();
      for (const { lane, currency, amountMinor, nextActionAt } of waiting) {
        if (nextActionAt === null) continue;
        const key = `${String(lane)} ${String(currency)}`;
        const least = lanes.get(key)?.least ?? (amountMinor as bigint);
        const minor = amountMinor as bigint;
        lanes.set(key, { lane, currency, least: minor < least ? minor : least });
      }
      return [...lanes.values()].map((row) => ({ ...row, least: String(row.least) }));
    },
  };
  return builder;
}
