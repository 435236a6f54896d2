/** A minute as the fields of a form have it, on the clock of whoever looks. */
export interface WallTime {
  /** `2026-11-23`; empty: not said. */
  readonly day: string;
  /** `16:05`; empty: not said. */
  readonly minute: string;
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const MINUTE = /^(\d\d):(\d\d)/;

/** The moment that is meant, where nothing but a day is said its beginning; empty for no day. */
export function momentOf({ day, minute }: WallTime): string {
  const [, year, month, date] = DAY.exec(day) ?? [];
  const [, hours = '0', minutes = '0'] = MINUTE.exec(minute) ?? [];
  if (year === undefined || month === undefined || date === undefined) return '';
  const at = new Date(
    Number(year),
    Number(month) - 1,
    Number(date),
    Number(hours),
    Number(minutes),
  );
  return at.toISOString();
}

/** What the fields show for a moment; empty ones for none. */
export function wallTimeOf(at: Date | null): WallTime {
  if (at === null) return { day: '', minute: '' };
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    day: `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    minute: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
}
