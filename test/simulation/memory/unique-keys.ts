import { isSame } from './matches';
import { DatabaseError, placeOf } from './memory-database';
import type { Kept, Table } from './memory-database';
import type { Row, UniqueKey } from './table-shape';

/** Whether another row may hold one of the keys of this one, now or once somebody commits. */
export function mayCollide(table: Table, row: Row, own: Kept | null, before: Row | null): boolean {
  for (const key of table.shape.uniques) {
    if (!isTaken(key, row, before)) continue;
    for (const other of table.rows.values()) {
      if (other !== own && collides(key, other, row)) return true;
    }
  }
  return false;
}

/** Whether a row takes a key that it did not hold before. */
export function isTaken(key: UniqueKey, row: Row, before: Row | null): boolean {
  return key.covers(row) && (before === null || !holds(key, before, row));
}

/** Whether another row holds the key now, or will if whoever writes it commits. */
export function collides(key: UniqueKey, { committed, pending, earlier }: Kept, row: Row): boolean {
  if (committed !== null && holds(key, committed, row)) return true;
  if (pending !== null && holds(key, pending, row)) return true;
  return earlier.some((one) => holds(key, one, row));
}

export function holds(key: UniqueKey, one: Row, row: Row): boolean {
  return key.covers(one) && key.columns.every((name) => isSame(one[name], row[name]));
}

export function duplicate({ shape }: Table, row: Row, key: string): DatabaseError {
  const place = placeOf(shape, row);
  return new DatabaseError('23505', `duplicate key in ${shape.name}: ${key} of ${place}`);
}
