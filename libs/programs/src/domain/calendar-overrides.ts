import { createHash } from 'node:crypto';

import type { LocalDate } from './local-date';
import type { CalendarId } from './pack';

/** A day that somebody set by hand, with the reason. */
interface NamedDay {
  readonly date: LocalDate;
  readonly name: string;
}

/** Years, both inclusive; `null` is until further notice. */
interface Years {
  readonly from: number;
  readonly to: number | null;
}

/** What is known about one calendar better than its library knows it. */
export interface CalendarOverride {
  /** Where the days and the covered years come from. For people. */
  readonly sources?: readonly string[];
  /** The years whose days, library and this table together, are those of the official list. */
  readonly covers?: readonly Years[];
  /** Days off that the library takes for working days. */
  readonly holidays?: readonly NamedDay[];
  /** Working days that the library, or the week, takes for days off. */
  readonly workdays?: readonly NamedDay[];
}

/** `calendars/overrides.json`, and the file that a deployer may put above it. */
export interface CalendarOverrides {
  readonly calendars: Readonly<Partial<Record<CalendarId, CalendarOverride>>>;
}

/** The overrides of one calendar, ready to be asked. */
export interface OverriddenDays {
  readonly isWorkday: ReadonlyMap<LocalDate, boolean>;
  readonly covers: readonly Years[];
}

/** The overrides of one calendar, the later tables above the earlier ones. */
export function overriddenDays(
  id: CalendarId,
  tables: readonly CalendarOverrides[],
): OverriddenDays {
  const isWorkday = new Map<LocalDate, boolean>();
  const covers: Years[] = [];
  for (const { calendars } of tables) {
    const own = calendars[id];
    for (const { date } of own?.holidays ?? []) isWorkday.set(date, false);
    for (const { date } of own?.workdays ?? []) isWorkday.set(date, true);
    covers.push(...(own?.covers ?? []));
  }
  return { isWorkday, covers };
}

/** Whether one of the spans of years holds a year. */
export function hasYear(spans: readonly Years[], year: number): boolean {
  return spans.some(({ from, to }) => from <= year && (to === null || year <= to));
}

/** Twelve hexadecimal digits that change with the days, not with the order or the names. */
export function digestOf({ isWorkday, covers }: OverriddenDays, more: readonly unknown[]): string {
  const days = [...isWorkday].sort(([a], [b]) => Number(a > b) - Number(a < b));
  const years = covers.map(({ from, to }) => [from, to]);
  const text = JSON.stringify([days, years, more]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
