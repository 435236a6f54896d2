import fc from 'fast-check';

import { DomainError } from '@app/kernel';
import { calendarOf } from '@app/programs';
import type { CalendarId } from '@app/programs';

import {
  SLOT_DAYS,
  SLOT_MS,
  bookableSlots,
  madeUpFrom,
  requireBookable,
  retryFrom,
  slotsFrom,
} from './callback-slots';
import { isOpenAt } from './support-hours';
import type { OpeningHours } from './support-hours';

const HOURS: OpeningHours = {
  calendar: calendarOf('CN'),
  spans: [{ opensAtMinute: 9 * 60, closesAtMinute: 18 * 60 }],
};

/** On the clock of Shanghai. */
const at = (time: string): Date => new Date(`2026-${time}+08:00`);
const starts = (from: string, days?: number, hours = HOURS): string[] =>
  slotsFrom(at(from), hours, days).map(({ slotAt }) => slotAt.toISOString());

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('the slots of the desk', () => {
  it('are eighteen half hours of a day from nine to six', () => {
    const day = starts('11-26T00:00:00', 1);
    expect(day).toHaveLength(18);
    expect([day[0], day.at(-1)]).toEqual(['2026-11-26T01:00:00.000Z', '2026-11-26T09:30:00.000Z']);
  });

  it('begin after the time from which they are asked for', () => {
    expect(starts('11-26T16:30:00.001', 1)).toEqual([
      '2026-11-26T09:00:00.000Z',
      '2026-11-26T09:30:00.000Z',
    ]);
  });

  it('are on working days only, through a holiday and on the Saturday worked for it', () => {
    const days = new Set(
      slotsFrom(at('09-30T00:00:00'), HOURS).map(({ slotAt }) => HOURS.calendar.dateOf(slotAt)),
    );
    expect(days.size).toBe(SLOT_DAYS);
    expect([...days].slice(0, 4)).toEqual(['2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10']);
  });

  it('leave out what is too short for one', () => {
    const spans = [
      { opensAtMinute: 9 * 60, closesAtMinute: 10 * 60 + 15 },
      { opensAtMinute: 13 * 60 + 45, closesAtMinute: 14 * 60 + 15 },
    ];
    expect(starts('11-26T00:00:00', 1, { ...HOURS, spans })).toEqual([
      '2026-11-26T01:00:00.000Z',
      '2026-11-26T01:30:00.000Z',
      '2026-11-26T05:45:00.000Z',
    ]);
  });

  it('never overlap, last half an hour, and lie in the hours of the desk', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 2, max: 56 }));
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.constantFrom<CalendarId>('CN', 'TARGET', 'US-FED', 'IN', 'BR-days'),
        span,
        (from, calendarId, [opens, length]) => {
          const opensAtMinute = opens * 15;
          const closesAtMinute = Math.min(24 * 60, opensAtMinute + length * 15);
          const hours = {
            calendar: calendarOf(calendarId),
            spans: [{ opensAtMinute, closesAtMinute }],
          };
          const slots = slotsFrom(from, hours);
          expect(slots.length).toBeGreaterThan(0);
          slots.forEach(({ slotAt, slotEndsAt }, index) => {
            expect(slotEndsAt.getTime() - slotAt.getTime()).toBe(SLOT_MS);
            expect(slotAt >= (slots[index - 1]?.slotEndsAt ?? from)).toBe(true);
            expect(isOpenAt(slotAt, hours)).toBe(true);
            expect(isOpenAt(new Date(slotEndsAt.getTime() - 1), hours)).toBe(true);
          });
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('booking a slot', () => {
  const now = at('11-26T10:00:00');

  it.each([
    ['the next one but one', '11-26T10:30:00', 'fine'],
    ['the last one of ten working days', '12-09T17:30:00', 'fine'],
    ['one that begins right now', '11-26T10:00:00', 'callback.slot_too_soon'],
    ['one of yesterday', '11-25T10:00:00', 'callback.slot_too_soon'],
    ['one that is too far away', '12-10T09:00:00', 'callback.no_such_slot'],
    ['the middle of one', '11-26T10:45:00', 'callback.no_such_slot'],
    ['one after we close', '11-26T18:00:00', 'callback.no_such_slot'],
    ['one on a Sunday', '11-29T10:00:00', 'callback.no_such_slot'],
  ])('%s', (_which, slotAt, code) => {
    expect(codeOf(() => requireBookable(at(slotAt), now, HOURS))).toBe(code);
  });

  it('is possible from a quarter of an hour before it begins', () => {
    const early = at('11-26T10:15:00');
    expect(codeOf(() => requireBookable(at('11-26T10:30:00'), early, HOURS))).toBe('fine');
    const late = new Date(early.getTime() + 1);
    expect(codeOf(() => requireBookable(at('11-26T10:30:00'), late, HOURS))).toBe(
      'callback.slot_too_soon',
    );
  });

  it('is possible for exactly the slots that are listed', () => {
    for (const { slotAt, slotEndsAt } of bookableSlots(now, HOURS)) {
      expect(requireBookable(slotAt, now, HOURS)).toEqual({ slotAt, slotEndsAt });
    }
  });
});

describe('somebody who did not answer', () => {
  const now = at('11-26T10:00:00');

  it.each([
    ['two hours later', '11-26T09:30:00', '11-26T12:00:00'],
    [
      'in the slot that they were promised, if we called before it',
      '11-27T09:30:00',
      '11-27T09:30:00',
    ],
  ])('is called again %s', (_when, slotAt, from) => {
    expect(retryFrom(now, { slotAt: at(slotAt) })).toEqual(at(from));
  });
});

describe('a call that we did not make', () => {
  it('is made up for at once the first time, and on another day after that', () => {
    const now = at('11-26T10:00:00');
    expect(madeUpFrom(0, now, HOURS)).toEqual(now);
    expect(madeUpFrom(1, now, HOURS)).toEqual(at('11-27T00:00:00'));
  });
});
