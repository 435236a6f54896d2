import { calendarOf, installOverrides } from './calendars';
import { dueAt } from './business-calendar';
import { keptCalendar, restoredCalendar } from './kept-calendar';
import { daysOfYear } from './local-date';
import type { CalendarId } from './pack';

const IDS: CalendarId[] = ['CN', 'GB-EAW', 'US-FED', 'TARGET', 'SG', 'IN', 'BR-days'];

describe('a calendar that was kept', () => {
  afterEach(() => installOverrides(null));

  it.each(IDS)('%s is restored with its days, its hours and what it knew', (id) => {
    const calendar = calendarOf(id);
    const stored = JSON.parse(JSON.stringify(keptCalendar(calendar))) as never;
    const restored = restoredCalendar(stored);
    expect(restored.version).toBe(calendar.version);
    for (const year of [2024, 2026, 2027, 2034]) {
      expect(restored.workdaysOf(year)).toEqual(calendar.workdaysOf(year));
      const works = daysOfYear(year).filter((date) => restored.isWorkday(date));
      expect(works).toEqual(calendar.workdaysOf(year));
      expect(restored.coversYear(year)).toBe(calendar.coversYear(year));
    }
    const from = new Date('2026-12-22T09:30:00Z');
    for (const within of ['5BD', '2BH', '15D', '3M', '48H'])
      expect(dueAt(from, within, restored)).toEqual(dueAt(from, within, calendar));
  });

  it('keeps its days when others are known, and a new version has the new ones', () => {
    const kept = keptCalendar(calendarOf('GB-EAW'));
    installOverrides({
      calendars: { 'GB-EAW': { holidays: [{ date: '2026-07-20', name: 'A day of mourning' }] } },
    });
    const today = calendarOf('GB-EAW');
    const restored = restoredCalendar(kept);
    const from = new Date('2026-07-17T12:00:00+01:00');
    expect(dueAt(from, '1BD', today)).toEqual(new Date('2026-07-21T23:59:59.999+01:00'));
    expect(dueAt(from, '1BD', restored)).toEqual(new Date('2026-07-20T23:59:59.999+01:00'));
    expect([restored.version === today.version, restored.isWorkday('2026-07-20')]).toEqual([
      false,
      true,
    ]);
  });

  it('goes by the days of today outside of the years that it has', () => {
    const restored = restoredCalendar(keptCalendar(calendarOf('US-FED')));
    for (const year of [2023, 2035]) {
      expect(restored.workdaysOf(year)).toEqual(calendarOf('US-FED').workdaysOf(year));
      expect(restored.isWorkday(`${String(year)}-07-04`)).toBe(
        calendarOf('US-FED').isWorkday(`${String(year)}-07-04`),
      );
    }
  });
});
