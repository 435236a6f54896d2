/** Ids of all kinds are `kind_` and what sorts by time. */
const KIND_LENGTH = 'msg_'.length;

/**
 * Rows of several kinds in one order, the newest first: ids sort as they were made, whatever kind
 * of row they name.
 */
export function newestFirst<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => (madeAt(one.id) < madeAt(other.id) ? 1 : -1));
}

/** The id that a row of another kind would have at the time of this one: where its page ends. */
export function sameTimeAs(id: string, prefix: string): string {
  return `${prefix}_${madeAt(id)}`;
}

function madeAt(id: string): string {
  return id.slice(KIND_LENGTH);
}
