import { FindOperator } from 'typeorm';

import type { Row, TableShape } from './table-shape';

/** Refuses conditions of which nobody knows what they would mean: no column, or no value. */
export function requireKnown({ columns }: TableShape, where: Row): void {
  for (const name in where) {
    if (!columns.has(name)) throw new Error(`No column ${name}.`);
    if (where[name] === undefined) throw new Error(`A condition on ${name} without a value.`);
  }
}

/** Whether a row meets the conditions of a `where`; what nobody has used so far is refused. */
export function matches(row: Row, where: Row): boolean {
  for (const name in where) {
    if (!meets(row[name], where[name])) return false;
  }
  return true;
}

/** Null when SQL would say so: such a row is not found, whatever is asked. */
function meets(value: unknown, condition: unknown): boolean {
  if (typeof condition === 'string') return value === condition;
  if (!(condition instanceof FindOperator)) return isSame(value, condition);
  const asked: unknown = condition.value;
  if (condition.type === 'isNull') return value === null;
  if (condition.type === 'not') return isNot(value, condition.child ?? asked);
  if (value === null) return false;
  if (condition.type === 'in') return (asked as unknown[]).some((one) => isSame(value, one));
  if (condition.type === 'lessThan') return ordered(value) < ordered(asked);
  if (condition.type === 'moreThan') return ordered(value) > ordered(asked);
  throw new Error(`The simulated database knows no condition "${condition.type}".`);
}

function isNot(value: unknown, condition: unknown): boolean {
  if (condition instanceof FindOperator && condition.type === 'isNull') return value !== null;
  return value !== null && !meets(value, condition);
}

export function isSame(one: unknown, other: unknown): boolean {
  if (one === null || other === null) return false;
  return ordered(one) === ordered(other);
}

/** Dates compare by their time; all else by itself. */
export function ordered(value: unknown): string | number | bigint | boolean {
  return value instanceof Date ? value.getTime() : (value as string | number | bigint);
}
