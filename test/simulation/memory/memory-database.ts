import type { EntityClass, Row, TableShape } from './table-shape';
import { shapeOf } from './table-shape';

/** One row with what a transaction that has not ended makes of it. */
export interface Kept {
  /** As everybody sees it; null before the insert is committed. */
  committed: Row | null;
  /** As its holder sees it. */
  pending: Row | null;
  /** What its holder had made of it before: its keys are taken until that one ends. */
  earlier: readonly Row[];
  /** The transaction that has locked or written it. */
  holder: Holder | null;
}

/** A transaction as far as others have to wait for it. */
export interface Holder {
  readonly isEnded: boolean;
  /** The one that it waits for itself. */
  waitsFor: Holder | null;
}

export interface Table {
  readonly shape: TableShape;
  readonly rows: Map<string, Kept>;
}

/** One row that a commit changed. */
export interface Change {
  readonly table: string;
  readonly before: Row | null;
  readonly after: Row;
}

/**
 * A database in memory that does what PostgreSQL does at READ COMMITTED for the few calls that are
 * used: a statement sees what is committed and what its own transaction wrote, a written row is
 * locked until the end, and who dies leaves nothing behind.
 */
export class MemoryDatabase {
  /** Hears of each commit, in order. */
  onCommit: (changes: readonly Change[]) => void = () => undefined;
  private readonly tables = new Map<EntityClass, Table>();

  table(entity: EntityClass): Table {
    const known = this.tables.get(entity);
    if (known !== undefined) return known;
    const table = { shape: shapeOf(entity), rows: new Map<string, Kept>() };
    this.tables.set(entity, table);
    return table;
  }

  /** All committed rows of a table, in the order in which they were inserted. */
  committed<Entity extends object>(entity: abstract new () => Entity): Entity[] {
    const rows: Entity[] = [];
    for (const { committed } of this.table(entity).rows.values()) {
      if (committed !== null) rows.push(committed as Entity);
    }
    return rows;
  }
}

/** The place of a row in its table: its primary key. */
export function placeOf({ primary }: TableShape, row: Row): string {
  let place = '';
  for (const name of primary) place += `${String(row[name])}|`;
  return place;
}

/** A row as a transaction sees it; null when there is none for it. */
export function seenBy(kept: Kept, reader: Holder): Row | null {
  return kept.holder === reader && kept.pending !== null ? kept.pending : kept.committed;
}

/** An error as the driver gives it, with the code of PostgreSQL. */
export class DatabaseError extends Error {
  constructor(
    readonly code: '23502' | '23505' | '23514' | '25P02' | '40P01' | '55P03',
    message: string,
  ) {
    super(message);
  }
}

/** Whether a holder, or whom that one waits for, waits for the waiter. */
export function isDeadlock(waiter: Holder, holder: Holder): boolean {
  for (let next: Holder | null = holder; next !== null; next = next.waitsFor) {
    if (next === waiter) return true;
  }
  return false;
}
