import * as fc from 'fast-check';

import { calendarOf } from '@app/programs';

import { REMINDERS, openingFrom, payeeReminderAt, reminderAt } from './reminders';
import type { Awaited } from './reminders';

/** Beijing: +08:00, working days 09:00 to 18:00 unless the calendar says otherwise. */
const CN = calendarOf('CN');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const local = (text: string): Date => new Date(`${text}+08:00`);

function awaited(wish: Partial<Awaited> = {}): Awaited {
  return {
    since: local('2026-11-02T10:00:00'),
    dueAt: local('2026-11-12T23:59:59.999'),
    pausedMs: 0,
    remindedAt: [],
    ...wish,
  };
}

describe('the first reminder', () => {
  it('goes out halfway through the time, in business hours', () => {
    // Ten days and fourteen hours: half of it ends on Saturday evening.
    expect(reminderAt(awaited(), CN)).toEqual(openingFrom(local('2026-11-09T00:00:00'), CN));
  });

  it('goes out at the very half when business is open then', () => {
    const times = { since: local('2026-11-02T12:00:00'), dueAt: local('2026-11-06T12:00:00') };
    expect(reminderAt(awaited(times), CN)).toEqual(local('2026-11-04T12:00:00'));
  });

  it('waits as much longer as the time stood still', () => {
    const times = { since: local('2026-11-02T12:00:00'), dueAt: local('2026-11-06T12:00:00') };
    // Of the four days two stood still: half of the other two is one day before the end.
    const paused = awaited({ ...times, pausedMs: 2 * DAY_MS });
    expect(reminderAt(paused, CN)).toEqual(local('2026-11-05T12:00:00'));
  });

  it('does not fall into the holidays of the first week of October', () => {
    const times = { since: local('2026-09-28T10:00:00'), dueAt: local('2026-10-12T10:00:00') };
    const at = reminderAt(awaited(times), CN);
    expect(at).not.toBeNull();
    expect(CN.isWorkday(CN.dateOf(at!))).toBe(true);
    expect(CN.dateOf(at!) > '2026-10-07').toBe(true);
  });

  it('goes out in the night when nothing is open before the time is over', () => {
    const times = { since: local('2026-11-06T19:00:00'), dueAt: local('2026-11-08T19:00:00') };
    expect(reminderAt(awaited(times), CN)).toEqual(local('2026-11-07T19:00:00'));
  });
});

describe('a reminder of money that a rail holds for a day', () => {
  it('goes out in business hours when that leaves time to act', () => {
    const times = { since: local('2026-11-02T14:00:00'), dueAt: local('2026-11-03T14:00:00') };
    expect(payeeReminderAt(awaited(times), CN)).toEqual(local('2026-11-03T09:00:00'));
  });

  it('goes out at the half, also at night, when business opens as their time ends', () => {
    const times = { since: local('2026-11-02T10:00:00'), dueAt: local('2026-11-03T10:00:00') };
    expect(payeeReminderAt(awaited(times), CN)).toEqual(local('2026-11-02T22:00:00'));
  });
});

describe('the second reminder', () => {
  it('goes out on the last working day, while there is time to answer', () => {
    const second = reminderAt(awaited({ remindedAt: [local('2026-11-09T09:00:00')] }), CN);
    expect(CN.dateOf(second!)).toBe('2026-11-12');
    expect(second!.getTime()).toBeLessThan(awaited().dueAt.getTime() - 5 * HOUR_MS);
  });

  it('goes out on Friday when the time ends on Sunday', () => {
    const dueAt = local('2026-11-15T23:59:59.999');
    const second = reminderAt(awaited({ dueAt, remindedAt: [local('2026-11-09T09:00:00')] }), CN);
    expect(CN.dateOf(second!)).toBe('2026-11-13');
  });

  it('is not on one day with the first: then it goes out when the time is over', () => {
    const remindedAt = [local('2026-11-12T08:30:00')];
    expect(reminderAt(awaited({ remindedAt }), CN)).toEqual(awaited().dueAt);
  });
});

describe('reminders', () => {
  it('are as many as are needed before anybody may close the claim', () => {
    const remindedAt = Array.from({ length: REMINDERS }, () => awaited().since);
    expect(reminderAt(awaited({ remindedAt }), CN)).toBeNull();
  });

  it('go out in their order, within the time, and not twice within a day but at its end', () => {
    const anHour = fc.integer({ min: 0, max: 24 * 400 });
    fc.assert(
      fc.property(anHour, fc.integer({ min: 2, max: 24 * 40 }), (start, hours) => {
        const since = new Date(local('2026-01-01T00:00:00').getTime() + start * HOUR_MS);
        const dueAt = new Date(since.getTime() + hours * HOUR_MS);
        const first = reminderAt(awaited({ since, dueAt }), CN)!;
        expect(first.getTime()).toBeGreaterThan(since.getTime());
        expect(first.getTime()).toBeLessThanOrEqual(dueAt.getTime());
        const second = reminderAt(awaited({ since, dueAt, remindedAt: [first] }), CN)!;
        expect(second.getTime()).toBeGreaterThanOrEqual(first.getTime());
        expect(second.getTime()).toBeLessThanOrEqual(dueAt.getTime());
        const apartMs = second.getTime() - first.getTime();
        expect(apartMs >= DAY_MS || second.getTime() === dueAt.getTime()).toBe(true);
      }),
    );
  });
});
