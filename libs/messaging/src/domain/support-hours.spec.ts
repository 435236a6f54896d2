import { calendarOf } from '@app/programs';

import { isOpenAt, openTimesOn, opensNextAt } from './support-hours';

const HOURS = {
  calendar: calendarOf('CN'),
  spans: [
    { opensAtMinute: 9 * 60, closesAtMinute: 12 * 60 },
    { opensAtMinute: 13 * 60, closesAtMinute: 18 * 60 },
  ],
};

/** On the clock of Shanghai. */
const at = (time: string): Date => new Date(`${time}+08:00`);

describe('the hours of the telephone', () => {
  it.each([
    ['before we open', '2026-11-26T08:59:59.999', false],
    ['when we open', '2026-11-26T09:00:00', true],
    ['at lunch', '2026-11-26T12:30:00', false],
    ['just before we close', '2026-11-26T17:59:59.999', true],
    ['when we close', '2026-11-26T18:00:00', false],
    ['on a Saturday', '2026-11-28T10:00:00', false],
    ['on a Saturday that is worked for a holiday', '2026-10-10T10:00:00', true],
    ['on the national holiday', '2026-10-01T10:00:00', false],
  ])('%s', (_when, time, isOpen) => {
    expect(isOpenAt(at(time), HOURS)).toBe(isOpen);
  });

  it.each([
    ['at once while we are there', '2026-11-26T09:30:00', '2026-11-26T09:30:00'],
    ['this morning', '2026-11-26T03:00:00', '2026-11-26T09:00:00'],
    ['after lunch', '2026-11-26T12:00:00', '2026-11-26T13:00:00'],
    ['on Monday', '2026-11-27T18:00:00', '2026-11-30T09:00:00'],
    ['after the national holiday', '2026-09-30T18:00:00', '2026-10-08T09:00:00'],
  ])('open next %s', (_when, time, next) => {
    expect(opensNextAt(at(time), HOURS)).toEqual(at(next));
  });

  it('go by the clock on the wall where it is changed in spring', () => {
    const calendar = { ...calendarOf('TARGET'), isWorkday: () => true };
    const spans = [{ opensAtMinute: 9 * 60, closesAtMinute: 17 * 60 }];
    const [winter] = openTimesOn(new Date('2026-03-28T12:00:00Z'), { calendar, spans });
    const [summer] = openTimesOn(new Date('2026-03-29T12:00:00Z'), { calendar, spans });
    expect(winter?.opensAt.toISOString()).toBe('2026-03-28T08:00:00.000Z');
    expect(summer?.opensAt.toISOString()).toBe('2026-03-29T07:00:00.000Z');
  });

  it('are a mistake when there is never a working day', () => {
    const calendar = { ...calendarOf('CN'), isWorkday: () => false };
    expect(() => opensNextAt(at('2026-11-26T10:00:00'), { ...HOURS, calendar })).toThrow(
      /has no working day/,
    );
  });
});
