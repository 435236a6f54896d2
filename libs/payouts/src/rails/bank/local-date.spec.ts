import fc from 'fast-check';

import { dayStart, localDate } from './local-date';

const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia'];

describe('a day of the bank', () => {
  it.each([
    ['2026-11-26', 'UTC', '2026-11-26T00:00:00.000Z'],
    ['2026-11-26', 'Asia/Shanghai', '2026-11-25T16:00:00.000Z'],
    // The clocks change on these days, after midnight.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, at) => {
    expect(dayStart(day, zone)?.toISOString()).toBe(at);
  });

  it.each(['2026-02-30', '2026-13-01', '', 'today'])('is not "%s"', (day) => {
    expect(dayStart(day, 'UTC')).toBeNull();
  });

  it('begins within itself, in every zone', () => {
    const days = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2060-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.constantFrom(...ZONES), (at, zone) => {
        const day = localDate(at, zone);
        const start = dayStart(day, zone);
        fc.pre(start !== null);
        expect(localDate(start, zone)).toBe(day);
        expect(localDate(new Date(start.getTime() - 1), zone) < day).toBe(true);
      }),
    );
  });
});
