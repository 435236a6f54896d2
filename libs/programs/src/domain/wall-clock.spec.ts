import fc from 'fast-check';

import { addDays } from './local-date';
import { wallClockOf } from './wall-clock';

const ZONES = [
  'Europe/London',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  // Not ours, but hard: half an hour of summer time, a missing day, midnight that was skipped.
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Havana',
  'Africa/Casablanca',
];
const instants = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2037-12-31T00:00:00Z'),
  noInvalidDate: true,
});

/** What the runtime itself says, slowly. */
function shown(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant);
  return parts;
}

describe('a wall clock', () => {
  it.each([
    // The clocks go forward on the last Sunday of March at 01:00 UTC, in New York on 8 March.
    ['Europe/London', '2026-03-28T23:59:59.999Z', '2026-03-28'],
    ['Europe/London', '2026-03-29T00:00:00.000Z', '2026-03-29'],
    ['Europe/London', '2026-03-29T22:59:59.999Z', '2026-03-29'],
    ['Europe/London', '2026-03-29T23:00:00.000Z', '2026-03-30'],
    ['Europe/London', '2026-10-24T22:59:59.999Z', '2026-10-24'],
    ['Europe/London', '2026-10-24T23:00:00.000Z', '2026-10-25'],
    ['Europe/London', '2026-10-25T23:59:59.999Z', '2026-10-25'],
    ['America/New_York', '2026-03-08T04:59:59.999Z', '2026-03-07'],
    ['America/New_York', '2026-03-08T05:00:00.000Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00:00.000Z', '2026-03-09'],
    ['America/New_York', '2026-11-02T04:59:59.999Z', '2026-11-01'],
    ['Europe/Berlin', '2026-06-30T22:00:00.000Z', '2026-07-01'],
    ['Europe/Berlin', '2026-12-31T22:59:59.999Z', '2026-12-31'],
    ['Europe/Berlin', '2026-12-31T23:00:00.000Z', '2027-01-01'],
    ['Asia/Kolkata', '2026-06-30T18:30:00.000Z', '2026-07-01'],
    ['Asia/Kolkata', '2026-06-30T18:29:59.999Z', '2026-06-30'],
    // São Paulo gave up summer time in 2019.
    ['America/Sao_Paulo', '2018-12-01T01:59:59.999Z', '2018-11-30'],
    ['America/Sao_Paulo', '2026-12-01T02:59:59.999Z', '2026-11-30'],
  ])('in %s shows at %s the date %s', (timeZone, instant, date) => {
    expect(wallClockOf(timeZone).dateOf(new Date(instant))).toBe(date);
  });

  const hours = (hour: number, minute = 0): number => (hour * 60 + minute) * 60_000;

  it.each([
    ['Europe/London', '2026-03-29', hours(0), '2026-03-29T00:00:00.000Z'],
    ['Europe/London', '2026-03-29', hours(9), '2026-03-29T08:00:00.000Z'],
    ['Europe/London', '2026-03-30', hours(0), '2026-03-29T23:00:00.000Z'],
    // 01:30 is skipped: half past one by the old offset is half past two.
    ['Europe/London', '2026-03-29', hours(1, 30), '2026-03-29T01:30:00.000Z'],
    // 01:30 is shown twice: the first one.
    ['Europe/London', '2026-10-25', hours(1, 30), '2026-10-25T00:30:00.000Z'],
    ['Europe/London', '2026-10-25', hours(2), '2026-10-25T02:00:00.000Z'],
    ['Europe/London', '2026-10-25', hours(24), '2026-10-26T00:00:00.000Z'],
    ['America/New_York', '2026-03-08', hours(2, 30), '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-03-08', hours(24), '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-11-01', hours(9), '2026-11-01T14:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', hours(3), '2026-10-25T02:00:00.000Z'],
    // Midnight was skipped in São Paulo: the day began at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', hours(0), '2018-11-04T03:00:00.000Z'],
    // And 23:00 to 24:00 was shown twice: the next day began after the second time.
    ['America/Sao_Paulo', '2018-02-18', hours(0), '2018-02-18T03:00:00.000Z'],
  ])('in %s shows on %s, %d ms after midnight, at %s', (timeZone, date, ms, instant) => {
    expect(wallClockOf(timeZone).instantAt(date, ms).toISOString()).toBe(instant);
  });

  it('shows the dates that the runtime shows', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timeZone, instant) => {
        expect(wallClockOf(timeZone).dateOf(instant)).toBe(shown(timeZone, instant));
      }),
      { numRuns: 300 },
    );
  });

  it('changes to the next date at its first instant, and not one millisecond before', () => {
    const clocks = ZONES.filter((zone) => zone !== 'Pacific/Apia').map(wallClockOf);
    fc.assert(
      fc.property(fc.constantFrom(...clocks), instants, (clock, instant) => {
        const next = addDays(clock.dateOf(instant), 1);
        const begins = clock.instantAt(next, 0);
        expect(begins.getTime()).toBeGreaterThan(instant.getTime());
        expect(clock.dateOf(begins)).toBe(next);
        expect(clock.dateOf(new Date(begins.getTime() - 1))).toBe(clock.dateOf(instant));
      }),
      { numRuns: 1000 },
    );
  });

  it('shows every time of day again that it was asked for, but for skipped ones', () => {
    const clocks = ZONES.map((zone) => wallClockOf(zone));
    const times = fc.integer({ min: 4 * 3_600_000, max: 22 * 3_600_000 });
    fc.assert(
      fc.property(fc.constantFrom(...clocks), instants, times, (clock, instant, ms) => {
        const date = clock.dateOf(instant);
        expect(clock.dateOf(clock.instantAt(date, ms))).toBe(date);
      }),
      { numRuns: 1000 },
    );
  });
});
