import type { FindManyOptions } from 'typeorm';

import type { EnqueueOptions, JobData, JobDefinition, KeepsJobs } from '@app/platform';
import { built } from './built-queries';
import { matches, ordered, requireKnown } from './matches';
import { DatabaseError, isDeadlock, placeOf, seenBy } from './memory-database';
import type { Change, Holder, Kept, MemoryDatabase, Table } from './memory-database';
import { statement } from './statements';
import { changedRow } from './table-shape';
import type { EntityClass, Row, TableShape } from './table-shape';
import { collides, duplicate, holds, isTaken, mayCollide } from './unique-keys';

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

export type Options = Pick<FindManyOptions<Row>, 'take'> & {
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

  find(entity: EntityClass, options: Options = {}): Promise<Row[]> {
    return this.inTurn(() => this.rows(entity, options));
  }

  findBy(entity: EntityClass, where: Row): Promise<Row[]> {
    return this.find(entity, { where });
  }

  findOne(entity: EntityClass, options: Options): Promise<Row | null> {
    return this.inTurn(async () => {
      const [row] = await this.rows(entity, options, 1);
      return row ?? null;
    });
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
    return (await this.findOne(entity, { where })) !== null;
  }

  insert(entity: EntityClass, given: Row | readonly Row[]): Promise<void> {
    return this.inTurn(async () => {
      const table = this.database.table(entity);
      if (!Array.isArray(given)) await this.insertOne(table, given as Row);
      else for (const row of given as readonly Row[]) await this.insertOne(table, row);
    });
  }

  update(entity: EntityClass, where: Row, changes: Row): Promise<{ affected: number }> {
    return this.inTurn(() => this.change(entity, where, changes));
  }

  query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.inTurn(() => statement(this, sql, parameters));
  }

  createQueryBuilder(entity?: EntityClass, alias?: string): ReturnType<typeof built> {
    return built(this, entity, alias);
  }

  /** Without a turn, as the part of a statement. */
  async rows(entity: EntityClass, options: Options, most = Infinity): Promise<Row[]> {
    const { where = {}, order, take = most, lock } = options;
    const table = this.database.table(entity);
    const found = this.candidates(table, where);
    if (order !== undefined) found.sort((one, other) => this.inOrder(one, other, order));
    if (lock === undefined) {
      const wanted = found.length > take ? found.slice(0, take) : found;
      return wanted.map((kept) => table.shape.copyOf(seenBy(kept, this) as Row));
    }
    if (lock.mode !== 'pessimistic_write') throw new Error('Which lock is that?');
    return this.lockedRows(table, found, where, take);
  }

  /** Without a turn, as the part of a statement. */
  async change(entity: EntityClass, where: Row, changes: Row): Promise<{ affected: number }> {
    const table = this.database.table(entity);
    let affected = 0;
    for (const kept of this.candidates(table, where)) {
      if (kept.holder !== this) await this.lock(table, kept);
      const row = seenBy(kept, this);
      if (row === null || !matches(row, where)) continue;
      const after = changedRow(table.shape, row, changes);
      if (mayCollide(table, after, kept, row)) await this.requireUnique(table, after, kept, row);
      if (kept.pending !== null) kept.earlier = [...kept.earlier, kept.pending];
      kept.pending = after;
      affected += 1;
    }
    return { affected };
  }

  /** Inserts a row unless one has its key; waits for whoever is inserting that one. */
  async insertUnlessThere(entity: EntityClass, row: Row): Promise<boolean> {
    const table = this.database.table(entity);
    if (!(await this.isFree(table, placeOf(table.shape, row)))) return false;
    await this.insertOne(table, row);
    return true;
  }

  commit(): void {
    const changes: Change[] = [];
    for (const [kept, table] of this.held) {
      if (kept.pending !== null) {
        changes.push({ table: table.shape.name, before: kept.committed, after: kept.pending });
        kept.committed = kept.pending;
      }
    }
    this.end();
    this.database.onCommit(changes);
  }

  rollBack(): void {
    for (const [kept, table] of this.held) {
      if (kept.committed === null) table.rows.delete(placeOf(table.shape, kept.pending as Row));
    }
    this.end();
  }

  private end(): void {
    for (const kept of this.held.keys()) {
      kept.pending = null;
      if (kept.earlier.length > 0) kept.earlier = [];
      kept.holder = null;
    }
    this.held.clear();
    this.isEnded = true;
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.isEnded) throw new DatabaseError('25P02', 'The transaction is over.');
    const pause = this.turns.pause();
    return pause === undefined ? work() : pause.then(work);
  }

  /** Rows that the statement sees and asks for, as they are when it begins. */
  private candidates({ shape, rows }: Table, where: Row): Kept[] {
    requireKnown(shape, where);
    const found: Kept[] = [];
    if (namesPlace(shape, where)) {
      const kept = rows.get(placeOf(shape, where));
      if (kept !== undefined && this.sees(kept, where)) found.push(kept);
      return found;
    }
    for (const kept of rows.values()) if (this.sees(kept, where)) found.push(kept);
    return found;
  }

  /** A row that somebody changed meanwhile does not count, and the next one is locked instead. */
  private async lockedRows(
    table: Table,
    found: readonly Kept[],
    where: Row,
    take: number,
  ): Promise<Row[]> {
    const locked: Row[] = [];
    for (const kept of found) {
      if (locked.length === take) break;
      if (kept.holder !== this) await this.lock(table, kept);
      const row = seenBy(kept, this);
      if (row !== null && matches(row, where)) locked.push(table.shape.copyOf(row));
    }
    return locked;
  }

  private sees(kept: Kept, where: Row): boolean {
    const row = seenBy(kept, this);
    return row !== null && matches(row, where);
  }

  /** Locks a row until the end, unless it was never committed. */
  private async lock(table: Table, kept: Kept): Promise<void> {
    if (kept.holder !== null) await this.wait(kept);
    if (kept.committed === null) return;
    kept.holder = this;
    this.held.set(kept, table);
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
    const { shape, rows } = table;
    const row = changedRow(shape, shape.defaults, given);
    for (const name of shape.required) {
      if (row[name] === null) throw new DatabaseError('23502', `${shape.name}.${name}`);
    }
    const place = placeOf(shape, row);
    const requirePlace = async (): Promise<void> => {
      if (!(await this.isFree(table, place))) throw duplicate(table, row, 'primary key');
    };
    if (rows.has(place)) await requirePlace();
    if (mayCollide(table, row, null, null)) await this.requireUnique(table, row, null, null);
    // While it waited for another key somebody may have taken the place.
    if (rows.has(place)) await requirePlace();
    const kept: Kept = { committed: null, pending: row, earlier: [], holder: this };
    rows.set(place, kept);
    this.held.set(kept, table);
  }

  private async requireUnique(
    table: Table,
    row: Row,
    own: Kept | null,
    before: Row | null,
  ): Promise<void> {
    for (const key of table.shape.uniques.filter((one) => isTaken(one, row, before))) {
      const others = [...table.rows.values()].filter((one) => one !== own);
      for (const other of others.filter((one) => collides(key, one, row))) {
        await this.waitForWriter(other);
        const seen = seenBy(other, this);
        if (seen !== null && holds(key, seen, row)) throw duplicate(table, row, key.name);
      }
    }
  }

  private inOrder(one: Kept, other: Kept, order: NonNullable<Options['order']>): number {
    const [left, right] = [seenBy(one, this) as Row, seenBy(other, this) as Row];
    for (const name in order) {
      const [first, second] = [ordered(left[name]), ordered(right[name])];
      if (first === second) continue;
      return first < second === (order[name] === 'ASC') ? -1 : 1;
    }
    return 0;
  }
}

/** Whether a condition says of the whole primary key what it is. */
function namesPlace({ primary }: TableShape, where: Row): boolean {
  for (const name of primary) {
    const value = where[name];
    if (typeof value !== 'string' && typeof value !== 'number') return false;
  }
  return true;
}
