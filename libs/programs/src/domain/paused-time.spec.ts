import fc from 'fast-check';

import { dueAt } from './business-calendar';
import { calendarOf } from './calendars';
import type { CalendarId } from './pack';
import { dueAfterPause } from './paused-time';

/** Written as the clock on the wall shows it there. */
const moved = (
  id: CalendarId,
  within: string,
  times: Record<'due' | 'from' | 'to', string>,
): string => {
  const calendar = calendarOf(id);
  const at = (text: string): Date => {
    const [date = '', hours = '0', minutes = '0'] = text.split(/[T:]/);
    return calendar.instantAt(date, (Number(hours) * 60 + Number(minutes)) * 60_000);
  };
  const due = text(times.due) ? endOf(times.due, id) : at(times.due);
  const after = dueAfterPause(due, { from: at(times.from), to: at(times.to) }, within, calendar);
  const date = calendar.dateOf(after);
  if (after.getTime() === endOf(date, id).getTime()) return date;
  const minute = (after.getTime() - calendar.instantAt(date, 0).getTime()) / 60_000;
  return `${date}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};
const text = (time: string): boolean => !time.includes('T');
const endOf = (date: string, id: CalendarId): Date => {
  const calendar = calendarOf(id);
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  return new Date(calendar.instantAt(next, 0).getTime() - 1);
};

describe('a promise that stood still', () => {
  it.each<[CalendarId, string, string, string, string, string, why: string]>([
    // Monday to Friday, 23 to 27 November 2026.
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-24T10:00',
      '2026-11-24T15:00',
      '2026-11-27',
      'within a day nothing is lost',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-24T10:00',
      '2026-11-25T09:00',
      '2026-11-30',
      'one working day',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-24T23:59',
      '2026-11-25T00:01',
      '2026-11-30',
      'one working day, by the wall clock',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-24T10:00',
      '2026-12-04T10:00',
      '2026-12-09',
      'eight working days',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-27T10:00',
      '2026-11-28T10:00',
      '2026-11-30',
      'the rest of its last day, after the week-end',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-27T10:00',
      '2026-12-01T10:00',
      '2026-12-01',
      'the rest of its last day, on a working day',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-11-27',
      '2026-11-28T10:00',
      '2026-11-29T10:00',
      '2026-11-30',
      'nothing was left when it stopped',
    ],
    [
      'GB-EAW',
      '5BD',
      '2026-12-24',
      '2026-12-23T10:00',
      '2026-12-24T10:00',
      '2026-12-29',
      'Christmas and Boxing Day (moved to the Monday) between',
    ],
    // National Day: 1 to 7 October 2026 off, Saturday the 10th worked.
    [
      'CN',
      '5BD',
      '2026-09-30',
      '2026-09-29T10:00',
      '2026-09-30T10:00',
      '2026-10-08',
      'the holiday between',
    ],
    [
      'CN',
      '5BD',
      '2026-10-09',
      '2026-09-30T10:00',
      '2026-10-08T10:00',
      '2026-10-10',
      'a Saturday worked for the holiday',
    ],
    [
      'CN',
      '15D',
      '2026-10-15',
      '2026-10-01T10:00',
      '2026-10-08T09:00',
      '2026-10-22',
      'seven calendar days',
    ],
    [
      'US-FED',
      '45D',
      '2026-03-10',
      '2026-03-06T12:00',
      '2026-03-09T12:00',
      '2026-03-13',
      'three days across the change to summer time',
    ],
    [
      'US-FED',
      '2M',
      '2027-02-28',
      '2026-12-31T12:00',
      '2027-01-31T12:00',
      '2027-03-31',
      'the days of a month, not the month',
    ],
    // Twelve hours of the pause are eleven on the clock: the night of 29 March is an hour shorter.
    [
      'GB-EAW',
      '24H',
      '2026-03-29T12:00',
      '2026-03-28T20:00',
      '2026-03-29T09:00',
      '2026-03-30T00:00',
      'the elapsed hours across the change to summer time',
    ],
    [
      'GB-EAW',
      '30min',
      '2026-11-24T10:00',
      '2026-11-24T09:50',
      '2026-11-24T11:00',
      '2026-11-24T11:10',
      'the elapsed minutes',
    ],
    // Friday 16:00 to 17:00 and Monday from 09:00.
    [
      'GB-EAW',
      '2BH',
      '2026-11-27T16:30',
      '2026-11-27T15:30',
      '2026-11-27T16:30',
      '2026-11-30T09:30',
      'an hour of business, half of it after the week-end',
    ],
    [
      'GB-EAW',
      '2BH',
      '2026-11-30T10:00',
      '2026-11-27T16:00',
      '2026-11-28T11:00',
      '2026-11-30T11:00',
      'both hours were left',
    ],
    [
      'GB-EAW',
      '2BH',
      '2026-11-27T17:00',
      '2026-11-27T18:00',
      '2026-11-28T11:00',
      '2026-11-30T09:00',
      'none was left',
    ],
  ])(
    'in %s (%s): due %s, still from %s to %s, is due %s: %s',
    (id, within, due, from, to, expected) => {
      expect(moved(id, within, { due, from, to })).toBe(expected);
    },
  );

  const instants = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-06-30T00:00:00Z'),
    noInvalidDate: true,
  });
  const promises = fc.constantFrom('1BD', '5BD', '3BH', '40BH', '10D', '3M', '72H', '30min');
  const ids = fc.constantFrom<CalendarId>(
    'CN',
    'GB-EAW',
    'US-FED',
    'TARGET',
    'SG',
    'IN',
    'BR-days',
  );
  const hours = (count: number): number => count * 3_600_000;

  it('is never due earlier than it was, nor before it goes on', () => {
    fc.assert(
      fc.property(
        ids,
        promises,
        instants,
        fc.nat(hours(24)),
        fc.nat(hours(2_000)),
        (id, within, start, ranMs, restedMs) => {
          const calendar = calendarOf(id);
          const due = dueAt(start, within, calendar);
          const from = new Date(Math.min(start.getTime() + ranMs, due.getTime()));
          const to = new Date(from.getTime() + restedMs);
          const after = dueAfterPause(due, { from, to }, within, calendar);
          expect(after.getTime()).toBeGreaterThanOrEqual(due.getTime());
          expect(after.getTime()).toBeGreaterThanOrEqual(to.getTime());
        },
      ),
    );
  });

  it('that stops as soon as it begins has all of its time again when it goes on', () => {
    fc.assert(
      fc.property(ids, promises, instants, fc.nat(hours(2_000)), (id, within, start, restedMs) => {
        // Months are counted in days once they have begun.
        fc.pre(within !== '3M');
        const calendar = calendarOf(id);
        const to = new Date(start.getTime() + restedMs);
        const after = dueAfterPause(
          dueAt(start, within, calendar),
          { from: start, to },
          within,
          calendar,
        );
        expect(after).toEqual(dueAt(to, within, calendar));
      }),
    );
  });

  it('that stands still twice in a row stood still once', () => {
    fc.assert(
      fc.property(
        ids,
        promises,
        instants,
        fc.nat(hours(900)),
        fc.nat(hours(900)),
        (id, within, start, first, second) => {
          const calendar = calendarOf(id);
          const due = dueAt(start, within, calendar);
          const middle = new Date(start.getTime() + first);
          const end = new Date(middle.getTime() + second);
          const once = dueAfterPause(due, { from: start, to: end }, within, calendar);
          const half = dueAfterPause(due, { from: start, to: middle }, within, calendar);
          const twice = dueAfterPause(half, { from: middle, to: end }, within, calendar);
          expect(twice).toEqual(once);
        },
      ),
    );
  });
});
