const CLOCK = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/** China has kept UTC+8 without summer time since 1991. */
const OFFSET_MS = 8 * 3_600_000;

/** What a clock in Shanghai shows, as Chinese rails write it: `2026-03-01 09:30:00`. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads what a clock in Shanghai showed; null for what no clock shows, such as 30 February. */
export function readShanghaiTime(text: string): Date | null {
  if (!CLOCK.test(text)) return null;
  const at = new Date(Date.parse(`${text.replace(' ', 'T')}Z`) - OFFSET_MS);
  return Number.isNaN(at.getTime()) || shanghaiTime(at) !== text ? null : at;
}
