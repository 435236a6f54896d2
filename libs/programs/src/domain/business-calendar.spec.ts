import fc from 'fast-check';

import { dueAt, isEstimate, yearsNotCovered } from './business-calendar';
import { calendarOf } from './calendars';
import { addDays } from './local-date';
import type { CalendarId } from './pack';

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

  it.each<[CalendarId, string, string, string]>([
    // A day of 23 hours ends one hour sooner, a day of 25 hours at its own last millisecond.
    ['GB-EAW', '2026-03-28T12:00:00Z', '1D', '2026-03-29T22:59:59.999Z'],
    ['GB-EAW', '2026-03-29T00:30:00Z', '1D', '2026-03-30T22:59:59.999Z'],
    ['GB-EAW', '2026-10-24T12:00:00Z', '1D', '2026-10-25T23:59:59.999Z'],
    ['US-FED', '2026-03-07T17:00:00Z', '1D', '2026-03-09T03:59:59.999Z'],
    ['US-FED', '2026-10-31T17:00:00Z', '1D', '2026-11-02T04:59:59.999Z'],
    ['TARGET', '2026-03-28T12:00:00Z', '1D', '2026-03-29T21:59:59.999Z'],
    ['TARGET', '2026-10-24T12:00:00Z', '1D', '2026-10-25T22:59:59.999Z'],
    // Twenty-four hours are elapsed time on those days as on others.
    ['GB-EAW', '2026-03-28T12:00:00Z', '24H', '2026-03-29T12:00:00.000Z'],
    ['US-FED', '2026-11-01T05:30:00Z', '90min', '2026-11-01T07:00:00.000Z'],
    // Half past eleven in the evening in London is the next day at Greenwich in summer.
    ['GB-EAW', '2026-07-01T22:30:00Z', '1BD', '2026-07-02T22:59:59.999Z'],
    ['GB-EAW', '2026-07-01T23:30:00Z', '1BD', '2026-07-03T22:59:59.999Z'],
    // New York is still on Friday when Greenwich is on Saturday.
    ['US-FED', '2026-06-13T03:59:00Z', '1BD', '2026-06-16T03:59:59.999Z'],
    ['US-FED', '2026-06-13T04:01:00Z', '1BD', '2026-06-16T03:59:59.999Z'],
    // Over Easter, the clocks going forward on Easter Sunday of 2024 in Europe.
    ['GB-EAW', '2024-03-28T15:00:00Z', '1BD', '2024-04-02T22:59:59.999Z'],
    ['TARGET', '2024-03-28T15:00:00Z', '1BD', '2024-04-02T21:59:59.999Z'],
    ['TARGET', '2026-12-24T11:00:00Z', '1BD', '2026-12-28T22:59:59.999Z'],
    // Ten business days of Regulation E from the Friday before Memorial Day.
    ['US-FED', '2026-05-22T15:00:00Z', '10BD', '2026-06-09T03:59:59.999Z'],
    // Thirty-five business days of the UK scheme over Christmas, New Year and Boxing Day's Monday.
    ['GB-EAW', '2026-11-26T10:00:00Z', '35BD', '2027-01-19T23:59:59.999Z'],
    ['SG', '2026-11-06T02:00:00Z', '1BD', '2026-11-10T15:59:59.999Z'],
    ['IN', '2026-05-08T06:00:00Z', '1BD', '2026-05-11T18:29:59.999Z'],
    ['IN', '2026-05-15T06:00:00Z', '1BD', '2026-05-16T18:29:59.999Z'],
    ['BR-days', '2026-12-24T12:00:00Z', '1BD', '2026-12-26T02:59:59.999Z'],
    // Thirteen months, across leap days and the change of the clocks.
    ['GB-EAW', '2024-10-07T09:00:00Z', '13M', '2025-11-07T23:59:59.999Z'],
    ['GB-EAW', '2024-02-29T09:00:00Z', '13M', '2025-03-29T23:59:59.999Z'],
    ['GB-EAW', '2023-01-31T09:00:00Z', '13M', '2024-02-29T23:59:59.999Z'],
    ['TARGET', '2025-02-28T09:00:00Z', '13M', '2026-03-28T22:59:59.999Z'],
    ['GB-EAW', '2024-02-29T09:00:00Z', '12M', '2025-02-28T23:59:59.999Z'],
    ['GB-EAW', '2024-02-28T09:00:00Z', '1D', '2024-02-29T23:59:59.999Z'],
    // Two business hours, from Friday evening to Monday morning over the change of the clocks.
    ['GB-EAW', '2026-03-27T16:00:00Z', '2BH', '2026-03-30T09:00:00.000Z'],
    ['GB-EAW', '2026-10-23T15:00:00Z', '2BH', '2026-10-26T10:00:00.000Z'],
    ['US-FED', '2026-03-06T21:00:00Z', '9BH', '2026-03-09T21:00:00.000Z'],
    ['GB-EAW', '2026-12-24T16:30:00Z', '2BH', '2026-12-29T10:30:00.000Z'],
  ])('by %s for a promise of %s + %s is %s', (id, from, within, expected) => {
    expect(dueAt(new Date(from), within, calendarOf(id)).toISOString()).toBe(expected);
  });
});

describe('an estimate', () => {
  const at = (text: string): Date => new Date(`${text}T12:00:00Z`);
  const SG = calendarOf('SG');

  it.each([
    ['2026-11-20', '2026-12-30', false],
    ['2026-11-20', '2031-01-05', true],
    ['2030-06-01', '2030-06-02', true],
  ])('is a due time from %s to %s in Singapore: %p', (from, due, expected) => {
    expect(isEstimate(at(from), at(due), SG)).toBe(expected);
  });

  it.each([
    ['5BD', true],
    ['2BH', true],
    ['15D', false],
    ['13M', false],
    ['6H', false],
    ['30min', false],
  ])('is a promise of %s over a year without holidays: %p', (within, expected) => {
    expect(isEstimate(at('2030-12-01'), at('2031-01-05'), SG, within)).toBe(expected);
  });

  it('goes by the year on the wall, not at Greenwich', () => {
    const lastMorning = new Date('2026-12-31T15:59:59.999Z');
    expect(isEstimate(at('2026-12-30'), lastMorning, SG)).toBe(false);
    expect(isEstimate(at('2026-12-30'), new Date('2026-12-31T16:00:00Z'), SG)).toBe(
      !SG.coversYear(2027),
    );
  });

  it('is never a due time in calendar days', () => {
    expect(isEstimate(at('2026-11-20'), at('2050-01-01'), calendarOf('BR-days'))).toBe(false);
  });
});

describe('by every calendar, a due time', () => {
  const calendars = fc.constantFrom(
    ...(['CN', 'GB-EAW', 'US-FED', 'TARGET', 'SG', 'IN', 'BR-days'] as const).map(calendarOf),
  );
  const instants = fc.date({
    min: new Date('2022-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const counts = fc.integer({ min: 1, max: 60 });
  const units = fc.constantFrom('BD', 'BH', 'D', 'H', 'M', 'min');
  const run = { numRuns: 500 };

  it('lies after its beginning, and not sooner when more is allowed', () => {
    fc.assert(
      fc.property(calendars, instants, counts, units, (calendar, from, count, unit) => {
        const at = dueAt(from, `${String(count)}${unit}`, calendar);
        expect(at.getTime()).toBeGreaterThan(from.getTime());
        expect(
          dueAt(from, `${String(count + 1)}${unit}`, calendar).getTime(),
        ).toBeGreaterThanOrEqual(at.getTime());
      }),
      run,
    );
  });

  it('is not sooner for what begins later', () => {
    const gaps = fc.integer({ min: 0, max: 5 * 86_400_000 });
    fc.assert(
      fc.property(calendars, instants, gaps, counts, units, (calendar, from, gap, count, unit) => {
        const within = `${String(count)}${unit}`;
        const later = new Date(from.getTime() + gap);
        expect(dueAt(later, within, calendar).getTime()).toBeGreaterThanOrEqual(
          dueAt(from, within, calendar).getTime(),
        );
      }),
      run,
    );
  });

  it('in business days is a working day, with exactly so many working days up to it', () => {
    fc.assert(
      fc.property(calendars, instants, counts, (calendar, from, count) => {
        const last = calendar.dateOf(dueAt(from, `${String(count)}BD`, calendar));
        let workdays = 0;
        for (let day = calendar.dateOf(from); day < last;) {
          day = addDays(day, 1);
          if (calendar.isWorkday(day)) workdays += 1;
        }
        expect(workdays).toBe(count);
        expect(calendar.isWorkday(last)).toBe(true);
      }),
      run,
    );
  });

  it('in days, months or business days is the last millisecond of its day', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        counts,
        fc.constantFrom('BD', 'D', 'M'),
        (calendar, from, count, unit) => {
          const at = dueAt(from, `${String(count)}${unit}`, calendar);
          const next = calendar.dateOf(new Date(at.getTime() + 1));
          expect(next).toBe(addDays(calendar.dateOf(at), 1));
        },
      ),
      run,
    );
  });

  it('in business days adds up: so many, and so many more from there', () => {
    fc.assert(
      fc.property(calendars, instants, counts, counts, (calendar, from, some, more) => {
        const first = dueAt(from, `${String(some)}BD`, calendar);
        expect(dueAt(first, `${String(more)}BD`, calendar)).toEqual(
          dueAt(from, `${String(some + more)}BD`, calendar),
        );
      }),
      run,
    );
  });

  it('in business hours lies within them, on a working day', () => {
    fc.assert(
      fc.property(calendars, instants, counts, (calendar, from, count) => {
        const at = dueAt(from, `${String(count)}BH`, calendar);
        const day = calendar.dateOf(new Date(at.getTime() - 1));
        expect(calendar.isWorkday(day)).toBe(true);
        const opens = calendar.instantAt(day, calendar.opensAtMinute * 60_000);
        const closes = calendar.instantAt(day, calendar.closesAtMinute * 60_000);
        expect(at.getTime()).toBeGreaterThan(opens.getTime());
        expect(at.getTime()).toBeLessThanOrEqual(closes.getTime());
      }),
      run,
    );
  });

  it('in calendar days is the same whether they are called days or business days', () => {
    const calendar = calendarOf('BR-days');
    // From 2015 on, because São Paulo still changed its clocks at midnight then.
    const long = fc.date({
      min: new Date('2015-01-01T00:00:00Z'),
      max: new Date('2027-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(long, counts, (from, count) => {
        const promise = (unit: string): Date => dueAt(from, `${String(count)}${unit}`, calendar);
        expect(promise('BD')).toEqual(promise('D'));
        expect(promise('BH')).toEqual(promise('H'));
      }),
      run,
    );
  });
});
