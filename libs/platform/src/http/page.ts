/** One page of a list, newest first. `next` goes into `after` to get the following one. */
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly hasMore: boolean;
  readonly next: string | null;
}

export interface PageRequest {
  readonly limit: number;
  /** The id of the last item already seen. */
  readonly after?: string;
}

export const PAGE_LIMIT_DEFAULT = 20;
export const PAGE_LIMIT_MAX = 100;

/** Makes a page of `limit + 1` rows that were asked for, so that `hasMore` is known for certain. */
export function pageOf<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  return {
    data: shown.map(present),
    hasMore,
    next: hasMore ? (shown.at(-1)?.id ?? null) : null,
  };
}
