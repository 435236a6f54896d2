import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { nextDayAfter, openTimesOn } from './support-hours';
import type { OpeningHours } from './support-hours';

/** Half an hour in which we call; several people may be called in one slot. */
export interface CallbackSlot {
  readonly slotAt: Date;
  readonly slotEndsAt: Date;
}

const MINUTE_MS = 60_000;
export const SLOT_MS = 30 * MINUTE_MS;
/** Whoever is to call has to see it on the list before. */
const BOOKING_LEAD_MS = 15 * MINUTE_MS;
/** How many working days ahead there are slots: two weeks. */
export const SLOT_DAYS = 10;
/** Whoever did not answer may be busy: we do not call again at once. */
const RETRY_AFTER_MS = 120 * MINUTE_MS;
/** A call that begins at the end of its slot is still kept. */
const LAPSE_GRACE_MS = 10 * MINUTE_MS;

/**
 * The slots of the next working days that begin at or after an instant, in order. What is left of
 * an open stretch that is shorter than a slot is none.
 */
export function slotsFrom(
  from: Date,
  hours: OpeningHours,
  workingDays: number = SLOT_DAYS,
): CallbackSlot[] {
  const slots: CallbackSlot[] = [];
  let day = from;
  for (let counted = 0; counted < workingDays; day = nextDayAfter(day, hours)) {
    const times = openTimesOn(day, hours);
    if (times.length > 0) counted += 1;
    for (const { opensAt, closesAt } of times) {
      for (let at = opensAt.getTime(); at + SLOT_MS <= closesAt.getTime(); at += SLOT_MS) {
        const isAfterLast = at >= (slots.at(-1)?.slotEndsAt.getTime() ?? from.getTime());
        // Where the clock skips an hour in spring, two times of the wall are one instant.
        if (isAfterLast) slots.push({ slotAt: new Date(at), slotEndsAt: new Date(at + SLOT_MS) });
      }
    }
  }
  return slots;
}

/** What can be booked now. */
export function bookableSlots(now: Date, hours: OpeningHours): CallbackSlot[] {
  return slotsFrom(new Date(now.getTime() + BOOKING_LEAD_MS), hours);
}

/**
 * The slot that begins at an instant, if it can be booked now. Refuses `callback.slot_too_soon` and
 * `callback.no_such_slot`.
 */
export function requireBookable(slotAt: Date, now: Date, hours: OpeningHours): CallbackSlot {
  if (slotAt.getTime() < now.getTime() + BOOKING_LEAD_MS) {
    throw refusal('callback.slot_too_soon', slotAt, {
      en: 'This slot has begun, or begins within 15 minutes. Choose a later one, or call us now.',
      'zh-CN': '该时段已开始或将在 15 分钟内开始，请选择较晚的时段，或现在直接致电我们。',
    });
  }
  const slot = bookableSlots(now, hours).find(
    (candidate) => candidate.slotAt.getTime() === slotAt.getTime(),
  );
  if (slot !== undefined) return slot;
  throw refusal('callback.no_such_slot', slotAt, {
    en: 'No slot begins at this time. GET /v1/callback-slots lists all of the next ten working days.',
    'zh-CN':
      '没有从该时间开始的时段。请从 GET /v1/callback-slots 列出的未来十个工作日的时段中选择。',
  });
}

/**
 * From when on somebody is called again who did not answer now. Who was called before their slot
 * still counts on it.
 */
export function retryFrom(now: Date, { slotAt }: Pick<CallbackSlot, 'slotAt'>): Date {
  return new Date(Math.max(now.getTime() + RETRY_AFTER_MS, slotAt.getTime()));
}

/** The slots that ended before this instant have passed, if nobody called in them. */
export function lapsedBefore(now: Date): Date {
  return new Date(now.getTime() - LAPSE_GRACE_MS);
}

/**
 * From when on a call is made up for that we did not make. The first time as soon as can be; who
 * has been told of it before is not told so every half an hour: the next try is on another day.
 */
export function madeUpFrom(lapses: number, now: Date, hours: OpeningHours): Date {
  return lapses === 0 ? now : nextDayAfter(now, hours);
}

function refusal(code: string, slotAt: Date, text: Bilingual): DomainError {
  return new DomainError('unprocessable', code, text, {
    field: 'slotAt',
    saw: slotAt.toISOString(),
  });
}
