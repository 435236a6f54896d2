import { calendarOf } from '@app/programs';
import type { PackLibrary } from '@app/programs';

import type { Finding } from './finding';

/**
 * Whether the calendars of the packs that are offered know this year's holidays. In a year that is
 * not covered, due times in business days and hours are estimates.
 */
export function calendarFindings(packs: PackLibrary, year: number): Finding[] {
  const offered = packs.list().filter(({ packId }) => packs.offers(packId));
  return [...new Set(offered.map(({ calendar }) => calendar))].map((id) => {
    const { coversYear, version } = calendarOf(id);
    const missing = [year, year + 1].filter((one) => !coversYear(one));
    const known = missing.length === 0 ? `${String(year)} and ${String(year + 1)}` : String(year);
    const text = coversYear(year)
      ? `Calendar ${id} knows the holidays of ${known}`
      : `Calendar ${id} does not know the holidays of ${String(year)}`;
    const cure =
      missing.length === 0
        ? ''
        : `; due times in ${missing.join(' and ')} are estimates: update Ganpei, or name the days in GANPEI_CALENDARS_FILE`;
    return { isGood: coversYear(year), text: `${text} (${version})${cure}` };
  });
}
