import { isCalendarDay } from './calendar-day';

describe('a day of the calendar', () => {
  it.each(['2026-11-26', '2024-02-29', '2000-02-29', '1999-12-31', '0001-01-01'])(
    'is %s',
    (text) => {
      expect(isCalendarDay(text)).toBe(true);
    },
  );

  it.each([
    ...['2026-02-29', '2026-02-30', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10'],
    ...['2026-01-00', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', ' 2026-01-01', ''],
  ])('is not "%s"', (text) => {
    expect(isCalendarDay(text)).toBe(false);
  });
});
