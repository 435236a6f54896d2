import { readPage } from '../http/read-list';
import { isRecord } from '../http/request-failure';
import type { Language } from '../language/language';
import type { TextKey } from '../language/texts-en';
import { readTime } from '../time/read-time';

/** A time at which we can call. */
export interface CallSlot {
  /** As the service writes it, which is how it is booked. */
  readonly slotAt: string;
  readonly from: Date;
  readonly to: Date;
}

/** The slots that are free, and on which clock they are meant. */
export interface CallSlots {
  readonly free: readonly CallSlot[];
  readonly zone: string;
}

/** A call that somebody asked for. */
export interface Callback {
  readonly id: string;
  readonly state: string;
  readonly from: Date;
  readonly to: Date;
  /** With all but the last digits hidden. */
  readonly phone: string;
}

/** Reads `GET /v1/callback-slots`; null if a part is not what it should be. */
export function readCallSlots(body: unknown): CallSlots | null {
  const page = readPage(body, readSlot);
  if (page === null || !isRecord(body) || typeof body.zone !== 'string') return null;
  const free = page.items.flatMap(({ isFree, ...slot }) => (isFree ? [slot] : []));
  return { free, zone: body.zone };
}

function readSlot(value: unknown): (CallSlot & { readonly isFree: boolean }) | null {
  if (!isRecord(value)) return null;
  const { slotAt, isFree } = value;
  const from = readTime(slotAt);
  const to = readTime(value.slotEndsAt);
  if (typeof slotAt !== 'string' || from === null || to === null) return null;
  return typeof isFree === 'boolean' ? { slotAt, from, to, isFree } : null;
}

/** Reads `GET /v1/claims/{id}/callbacks`; null if a part is not what it should be. */
export function readCallbacks(body: unknown): readonly Callback[] | null {
  return readPage(body, readCallback)?.items ?? null;
}

/** Reads one call, as the answer to booking it is; null if a part is not what it should be. */
export function readCallback(value: unknown): Callback | null {
  if (!isRecord(value)) return null;
  const { id, state, phone } = value;
  const from = readTime(value.slotAt);
  const to = readTime(value.slotEndsAt);
  if (typeof id !== 'string' || typeof state !== 'string' || typeof phone !== 'string') return null;
  return from === null || to === null ? null : { id, state, from, to, phone };
}

const STATES = ['booked', 'done', 'cancelled', 'missed'] as const;

/** What became of a call, in words. A state that this page does not know has words too. */
export function callTextKey(state: string): TextKey {
  const known = STATES.find((one) => one === state);
  return known === undefined ? 'call.state.other' : `call.state.${known}`;
}

/** The free slots of one day. */
export interface SlotDay {
  readonly name: string;
  readonly slots: readonly CallSlot[];
}

/** The free slots day by day, as the days are called on the clock of the service desk. */
export function slotDays({ free, zone }: CallSlots, language: Language): readonly SlotDay[] {
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: zone,
  });
  const days = new Map<string, CallSlot[]>();
  for (const slot of free) {
    const name = format.format(slot.from);
    days.set(name, [...(days.get(name) ?? []), slot]);
  }
  return [...days].map(([name, slots]) => ({ name, slots }));
}

/** The minute of a slot on the clock of the service desk: `09:30`. */
export function slotMinute(at: Date, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);
}
