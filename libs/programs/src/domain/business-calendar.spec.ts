import fc from 'fast-check';

import { dueAt, yearsNotCovered } from './business-calendar';
import { calendarOf } from './calendars';
import { addDays } from './local-date';

const CN = calendarOf('CN');

/** A time on the wall clock in Beijing. */
const beijing = (text: string): Date => new Date(`${text}+08:00`);
const due = (from: string, within: string): string => {
  const at = dueAt(beijing(from), within, CN);
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('Z', '');
};

describe('the working days of China', () => {
  it.each([
    ['2026-09-30', true, 'the Wednesday before National Day'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-07', false, 'the last day of the holiday, a Wednesday'],
    ['2026-10-08', true, 'the Thursday after it'],
    ['2026-10-10', true, 'a Saturday worked to make up for the holiday'],
    ['2026-09-20', true, 'a Sunday worked to make up for the holiday'],
    ['2026-10-11', false, 'a Sunday as others'],
    ['2026-02-14', true, 'a Saturday worked before Spring Festival'],
    ['2026-02-23', false, 'the Monday of Spring Festival'],
  ])('%s: %p (%s)', (date, isWorkday) => {
    expect(CN.isWorkday(date)).toBe(isWorkday);
  });

  it('knows which years it knows', () => {
    expect([2003, 2004, 2026].map((year) => CN.coversYear(year))).toEqual([false, true, true]);
  });

  it('does not pass off a year without a notice as one without holidays', () => {
    expect(CN.coversYear(2099)).toBe(false);
    expect(CN.isWorkday('2099-10-01')).toBe(true);
    expect(yearsNotCovered(beijing('2026-12-31T10:00'), beijing('2027-01-08T10:00'), CN)).toEqual(
      CN.coversYear(2027) ? [] : [2027],
    );
    expect(yearsNotCovered(beijing('2098-12-31T23:59'), beijing('2099-01-01T00:00'), CN)).toEqual([
      2098, 2099,
    ]);
    expect(yearsNotCovered(beijing('2026-01-01T00:00'), beijing('2026-12-31T23:59'), CN)).toEqual(
      [],
    );
  });
});

describe('a due time', () => {
  it.each([
    // Across National Day: the promise is kept on the working day, the Saturday counts.
    ['2026-09-30T15:00', '1BD', '2026-10-08T23:59:59.999'],
    ['2026-09-30T15:00', '2BD', '2026-10-09T23:59:59.999'],
    ['2026-09-30T15:00', '3BD', '2026-10-10T23:59:59.999'],
    ['2026-09-30T15:00', '4BD', '2026-10-12T23:59:59.999'],
    ['2026-10-03T12:00', '1BD', '2026-10-08T23:59:59.999'],
    // The day itself does not count, however early, nor does a minute before midnight.
    ['2026-11-23T00:00', '1BD', '2026-11-24T23:59:59.999'],
    ['2026-11-23T23:59', '1BD', '2026-11-24T23:59:59.999'],
    ['2026-11-20T09:00', '5BD', '2026-11-27T23:59:59.999'],
    // Calendar days and months take holidays as they come.
    ['2026-09-30T15:00', '2D', '2026-10-02T23:59:59.999'],
    ['2026-11-23T08:00', '15D', '2026-12-08T23:59:59.999'],
    ['2025-11-30T12:00', '3M', '2026-02-28T23:59:59.999'],
    ['2023-11-30T12:00', '3M', '2024-02-29T23:59:59.999'],
    ['2026-12-31T12:00', '2M', '2027-02-28T23:59:59.999'],
    ['2026-01-31T12:00', '13M', '2027-02-28T23:59:59.999'],
    // Elapsed time runs day and night.
    ['2026-09-30T23:30', '2H', '2026-10-01T01:30:00.000'],
    ['2026-09-30T23:45', '30min', '2026-10-01T00:15:00.000'],
    // Business hours run from 09:00 to 18:00 on working days.
    ['2026-11-23T10:00', '2BH', '2026-11-23T12:00:00.000'],
    ['2026-11-23T09:00', '9BH', '2026-11-23T18:00:00.000'],
    ['2026-11-23T17:30', '2BH', '2026-11-24T10:30:00.000'],
    ['2026-11-23T18:00', '2BH', '2026-11-24T11:00:00.000'],
    ['2026-11-23T03:00', '2BH', '2026-11-23T11:00:00.000'],
    ['2026-09-30T17:00', '2BH', '2026-10-08T10:00:00.000'],
    ['2026-10-09T17:00', '2BH', '2026-10-10T10:00:00.000'],
    ['2026-11-20T17:00', '12BH', '2026-11-24T11:00:00.000'],
  ])('for a promise of %s + %s is %s in Beijing', (from, within, expected) => {
    expect(due(from, within)).toBe(expected);
  });

  const instants = fc.date({
    min: new Date('2020-01-01T00:00:00Z'),
    max: new Date('2026-11-01T00:00:00Z'),
    noInvalidDate: true,
  });
  const durations = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('BD', 'BH', 'D', 'H', 'M', 'min'))
    .map(([count, unit]) => ({
      text: `${String(count)}${unit}`,
      more: `${String(count + 1)}${unit}`,
    }));

  it('lies after its beginning, and later when more is allowed', () => {
    fc.assert(
      fc.property(instants, durations, (from, { text, more }) => {
        const at = dueAt(from, text, CN);
        expect(at.getTime()).toBeGreaterThan(from.getTime());
        expect(dueAt(from, more, CN).getTime()).toBeGreaterThanOrEqual(at.getTime());
      }),
    );
  });

  it('in business days is a working day, with exactly so many working days up to it', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const last = CN.dateOf(dueAt(from, `${String(count)}BD`, CN));
        let workdays = 0;
        for (let day = CN.dateOf(from); day < last;) {
          day = addDays(day, 1);
          if (CN.isWorkday(day)) workdays += 1;
        }
        expect(workdays).toBe(count);
        expect(CN.isWorkday(last)).toBe(true);
      }),
    );
  });
});
