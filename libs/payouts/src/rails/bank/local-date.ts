import { isCalendarDay } from '@app/kernel';

/** The day of an instant in a time zone, as `2026-11-26`. */
export function localDate(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}

/** The instant at which a day of a time zone begins: what a statement that names days means. */
export function dayStart(date: string, timeZone: string): Date | null {
  if (!isCalendarDay(date)) return null;
  const guess = new Date(`${date}T00:00:00Z`);
  // Twice: the offset at the first guess may be that of the other side of a change of clocks.
  const once = new Date(guess.getTime() - offsetMs(guess, timeZone));
  return new Date(guess.getTime() - offsetMs(once, timeZone));
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number =>
    Number(parts.find((part) => part.type === type)?.value ?? '0');
  const wall = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return wall - Math.floor(at.getTime() / 1_000) * 1_000;
}
