import type { FindManyOptions } from 'typeorm';

import type { EnqueueOptions, JobData, JobDefinition, KeepsJobs } from '@app/platform';
import { ordered, matches, isSame } from './matches';
import { DatabaseError, isDeadlock, placeOf, seenBy } from './memory-database';
import type { Change, Holder, Kept, MemoryDatabase, Table } from './memory-database';
import { statement, updateBy } from './statements';
import type { EntityClass, Row, UniqueKey } from './table-shape';

/** Who decides when a transaction goes on: the simulation, or a test of this database. */
export interface Turns {
  /** Before a statement. Others may come in between. */
  pause(): Promise<void> | undefined;
  /** Returns when another transaction has ended. */
  untilEnded(holder: Holder): Promise<void>;
}

export interface KeptJob {
  readonly job: JobDefinition;
  readonly data: JobData;
  readonly options: EnqueueOptions;
}

type Options = Pick<FindManyOptions<Row>, 'take'> & {
  readonly select?: unknown;
  readonly where?: Row;
  readonly order?: Readonly<Record<string, 'ASC' | 'DESC'>>;
  readonly lock?: { readonly mode: string };
};

/** Stands in for the entity manager of one transaction; has what is used, and nothing else. */
export class MemoryTx implements Holder, KeepsJobs {
  waitsFor: Holder | null = null;
  isEnded = false;
  readonly jobs: KeptJob[] = [];
  /** Rows that it has locked or written. */
  private readonly held = new Map<Kept, Table>();

  constructor(
    readonly database: MemoryDatabase,
    private readonly turns: Turns,
  ) {}

  readonly keepJob = (job: JobDefinition, data: JobData, options: EnqueueOptions): void => {
    this.jobs.push({ job, data, options });
  };

  async find(entity: EntityClass, options: Options = {}): Promise<Row[]> {
    await this.begin();
    const { where = {}, order = {}, take } = options;
    const found = this.candidates(entity, where)
      .map((kept) => ({ kept, row: seenBy(kept, this) as Row }))
      .sort((one, other) => inOrder(one.row, other.row, order))
      .slice(0, take);
    if (options.lock === undefined) return found.map(({ row }) => ({ ...row }));
    if (options.lock.mode !== 'pessimistic_write') throw new Error('Which lock is that?');
    const locked: Row[] = [];
    for (const { kept } of found) {
      const row = await this.lock(this.database.table(entity), kept);
      if (row !== null && matches(entity, row, where)) locked.push({ ...row });
    }
    return locked;
  }

  findBy(entity: EntityClass, where: Row): Promise<Row[]> {
    return this.find(entity, { where });
  }

  async findOne(entity: EntityClass, options: Options): Promise<Row | null> {
    const [row] = await this.find(entity, { ...options, take: 1 });
    return row ?? null;
  }

  findOneBy(entity: EntityClass, where: Row): Promise<Row | null> {
    return this.findOne(entity, { where });
  }

  async findOneOrFail(entity: EntityClass, options: Options): Promise<Row> {
    const row = await this.findOne(entity, options);
    if (row === null) throw new Error(`There is no such ${entity.name}.`);
    return row;
  }

  async existsBy(entity: EntityClass, where: Row): Promise<boolean> {
    return (await this.findOneBy(entity, where)) !== null;
  }

  async insert(entity: EntityClass, given: Row | readonly Row[]): Promise<void> {
    await this.begin();
    for (const row of Array.isArray(given) ? (given as Row[]) : [given as Row]) {
      await this.insertOne(this.database.table(entity), row);
    }
  }

  async update(entity: EntityClass, where: Row, changes: Row): Promise<{ affected: number }> {
    await this.begin();
    const table = this.database.table(entity);
    let affected = 0;
    for (const kept of this.candidates(entity, where)) {
      const row = await this.lock(table, kept);
      if (row === null || !matches(entity, row, where)) continue;
      const after = { ...row, ...known(table, changes) };
      await this.requireUnique(table, { kept, row }, after);
      if (kept.pending !== null) kept.earlier.push(kept.pending);
      kept.pending = after;
      affected += 1;
    }
    return { affected };
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    await this.begin();
    return statement(this, sql, parameters);
  }

  createQueryBuilder(): ReturnType<typeof updateBy> {
    return updateBy(this);
  }

  /** Inserts a row unless one has its key; waits for whoever is inserting that one. */
  async insertUnlessThere(entity: EntityClass, row: Row): Promise<boolean> {
    const table = this.database.table(entity);
    if (!(await this.isFree(table, placeOf(table, row)))) return false;
    await this.insertOne(table, row);
    return true;
  }

  commit(): Change[] {
    const changes: Change[] = [];
    for (const [kept, table] of this.held) {
      if (kept.pending !== null) {
        changes.push({ table: table.shape.name, before: kept.committed, after: kept.pending });
        kept.committed = kept.pending;
      }
    }
    this.end();
    this.database.onCommit(changes);
    return changes;
  }

  rollBack(): void {
    for (const [kept, table] of this.held) {
      if (kept.committed === null) table.rows.delete(placeOf(table, kept.pending as Row));
    }
    this.end();
  }

  private end(): void {
    for (const kept of this.held.keys()) {
      kept.pending = null;
      kept.earlier = [];
      kept.holder = null;
    }
    this.held.clear();
    this.isEnded = true;
  }

  private async begin(): Promise<void> {
    if (this.isEnded) throw new DatabaseError('25P02', 'The transaction is over.');
    await this.turns.pause();
  }

  private candidates(entity: EntityClass, where: Row): Kept[] {
    const table = this.database.table(entity);
    const isByKey = table.shape.primary.every((name) => isPlain(where[name]));
    const one = isByKey ? table.rows.get(placeOf(table, where)) : undefined;
    const rows = isByKey ? (one === undefined ? [] : [one]) : table.rows.values();
    const found: Kept[] = [];
    for (const kept of rows) {
      const row = seenBy(kept, this);
      if (row !== null && matches(entity, row, where)) found.push(kept);
    }
    return found;
  }

  /** Locks a row until the end; returns it as it then is, or null when it was never committed. */
  private async lock(table: Table, kept: Kept): Promise<Row | null> {
    await this.wait(kept);
    if (kept.committed === null && kept.holder !== this) return null;
    kept.holder = this;
    this.held.set(kept, table);
    return seenBy(kept, this);
  }

  /** Whether nothing stands at a place once nobody else is writing there. */
  private async isFree(table: Table, place: string): Promise<boolean> {
    for (;;) {
      const there = table.rows.get(place);
      if (there === undefined) return true;
      await this.waitForWriter(there);
      if (seenBy(there, this) !== null) return false;
    }
  }

  private async wait(kept: Kept): Promise<void> {
    while (kept.holder !== null && kept.holder !== this) {
      if (isDeadlock(this, kept.holder)) throw new DatabaseError('40P01', 'deadlock detected');
      this.waitsFor = kept.holder;
      try {
        await this.turns.untilEnded(kept.holder);
      } finally {
        this.waitsFor = null;
      }
    }
  }

  /** Whose key is wanted: who has locked a row and not written it takes no key from anybody. */
  private async waitForWriter(kept: Kept): Promise<void> {
    while (kept.pending !== null && kept.holder !== this) await this.wait(kept);
  }

  private async insertOne(table: Table, given: Row): Promise<void> {
    const row = { ...table.shape.defaults, ...known(table, given) };
    for (const name of table.shape.required) {
      if (row[name] === null) throw new DatabaseError('23502', `${table.shape.name}.${name}`);
    }
    const place = placeOf(table, row);
    const requirePlace = async (): Promise<void> => {
      if (!(await this.isFree(table, place))) throw duplicate(table, 'primary key');
    };
    await requirePlace();
    await this.requireUnique(table, null, row);
    // While it waited for another key somebody may have taken the place.
    await requirePlace();
    const kept: Kept = { committed: null, pending: row, earlier: [], holder: this };
    table.rows.set(place, kept);
    this.held.set(kept, table);
  }

  private async requireUnique(
    table: Table,
    own: { readonly kept: Kept; readonly row: Row } | null,
    row: Row,
  ): Promise<void> {
    for (const key of table.shape.uniques) {
      if (!key.covers(row) || (own !== null && holds(key, own.row, row))) continue;
      const others = [...table.rows.values()].filter((one) => one !== own?.kept);
      for (const other of others.filter((one) => collides(key, one, row))) {
        await this.waitForWriter(other);
        const seen = seenBy(other, this);
        if (seen !== null && holds(key, seen, row)) throw duplicate(table, key.name);
      }
    }
  }
}

/** Whether another row holds the key now, or will if whoever writes it commits. */
function collides(key: UniqueKey, { committed, pending, earlier }: Kept, row: Row): boolean {
  return [committed, pending, ...earlier].some((one) => one !== null && holds(key, one, row));
}

function holds(key: UniqueKey, one: Row, row: Row): boolean {
  return key.covers(one) && key.columns.every((name) => isSame(one[name], row[name]));
}

/** Only columns of the table; what is undefined is left as it is, as TypeORM does. */
function known({ shape }: Table, given: Row): Row {
  const row: Row = {};
  for (const name in given) {
    if (!shape.columns.has(name)) throw new Error(`${shape.name} has no column ${name}.`);
    if (given[name] !== undefined) row[name] = given[name];
  }
  return row;
}

function duplicate({ shape }: Table, key: string): DatabaseError {
  return new DatabaseError('23505', `duplicate key in ${shape.name}: ${key}`);
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function inOrder(one: Row, other: Row, order: NonNullable<Options['order']>): number {
  for (const name in order) {
    const [left, right] = [ordered(one[name]), ordered(other[name])];
    if (left === right) continue;
    return left < right === (order[name] === 'ASC') ? -1 : 1;
  }
  return 0;
}
