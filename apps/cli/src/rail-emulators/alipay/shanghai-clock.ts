const OFFSET_MS = 8 * 3_600_000;

/** What a clock in Shanghai shows at an instant (RFC 3339): `2026-03-01 09:30:00`. */
export function shanghaiClock(at: string): string {
  return new Date(Date.parse(at) + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** When a day in Shanghai (`2026-03-01`) begins, in milliseconds since 1970. */
export function shanghaiMidnightMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS;
}
