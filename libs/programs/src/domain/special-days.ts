import type { LocalDate } from './local-date';

/** What somebody knows of single days, above the rhythm of the week. */
export interface SpecialDays {
  /** Names the data, so that a stored due time tells by what it was reckoned. */
  readonly version: string;
  /** Whether people work on a day; undefined where nothing but the week decides. */
  readonly isWorkday: (date: LocalDate) => boolean | undefined;
  /** Whether all special days of a year are known. */
  readonly coversYear: (year: number) => boolean;
}
