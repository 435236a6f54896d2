/** A moment as the service writes it; null for anything else. */
export function readTime(value: unknown): Date | null {
  const time = new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A moment that may be missing. Undefined if it is there and none. */
export function readTimeOrNull(value: unknown): Date | null | undefined {
  return value === null || value === undefined ? null : (readTime(value) ?? undefined);
}
