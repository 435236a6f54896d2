import {
  addDays,
  addMonths,
  daysOfYear,
  utcDateOf,
  utcMidnightOf,
  weekdayOf,
  yearOf,
} from './local-date';

describe('a local date', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-03-29', 0, '2026-03-29'],
    ['2026-01-01', 365, '2027-01-01'],
    ['0099-12-31', 1, '0100-01-01'],
  ])('%s and %d days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-10-31', 13, '2027-11-30'],
    ['2026-08-15', 5, '2027-01-15'],
    ['2026-12-31', 2, '2027-02-28'],
  ])('%s and %d months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it.each([
    ['1970-01-01', 4],
    ['2000-02-29', 2],
    ['2026-11-26', 4],
    ['2026-11-29', 0],
    ['1582-10-15', 5],
  ])('%s is day %d of its week', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  it.each([
    [2026, 365, '2026-12-31'],
    [2024, 366, '2024-12-31'],
    [2100, 365, '2100-12-31'],
  ])('is one of those of its year: %d has %d, until %s', (year, count, last) => {
    const days = daysOfYear(year);
    expect([days.length, days[0], days.at(-1)]).toEqual([count, `${String(year)}-01-01`, last]);
    expect(
      days.every((day, index) => yearOf(day) === year && addDays(days[0]!, index) === day),
    ).toBe(true);
  });

  it('begins at its midnight and ends before the next', () => {
    const midnight = utcMidnightOf('2026-11-26');
    expect(midnight).toBe(Date.parse('2026-11-26T00:00:00Z'));
    expect([midnight - 1, midnight, midnight + 86_399_999].map(utcDateOf)).toEqual([
      '2026-11-25',
      '2026-11-26',
      '2026-11-26',
    ]);
  });
});
