import { isRecord } from './request-failure';

/** Whether something is a list of which each item is as it should be. */
export function isListOf<Item>(
  value: unknown,
  isItem: (item: unknown) => item is Item,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

/** Reads a list item by item; null if one is not what it should be. */
export function readList<Item>(
  value: unknown,
  read: (item: unknown) => Item | null,
): readonly Item[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(read);
  return items.every((item) => item !== null) ? items : null;
}

/** One page of a list of the service, and where the next begins; null for no more. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Reads `{data, next}`; null if an item is not what it should be. */
export function readPage<Item>(
  body: unknown,
  read: (item: unknown) => Item | null,
): Page<Item> | null {
  if (!isRecord(body)) return null;
  const items = readList(body.data, read);
  const { next } = body;
  return items === null ? null : { items, next: typeof next === 'string' ? next : null };
}
