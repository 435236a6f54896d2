import type { Language } from '../language/language';

/** A moment with date, seconds and zone, as a visitor's clock shows it. */
export function formatTime(at: Date, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}

/** A minute of some day with its zone, on the clock of that zone. */
export function formatMinute(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
}

/** A time by which something is promised: the day, its name and the minute, with the zone. */
export function formatDue(at: Date, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/**
 * How long ago a moment was, in the largest unit that it fills. A clock that is behind the
 * service's makes "ago" a lie: what lies ahead counts as now.
 */
export function formatAgo(at: Date, now: Date, language: Language): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1_000));
  const [unit, size] = STEPS.find(([, least]) => seconds >= least) ?? ['second', 1];
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return words.format(-Math.floor(seconds / size) || 0, unit);
}

/** How far off a moment is, ahead or behind, in the largest unit that it fills. */
export function formatDistance(at: Date, now: Date, language: Language): string {
  const ahead = Math.floor((at.getTime() - now.getTime()) / 1_000);
  if (ahead <= 0) return formatAgo(at, now, language);
  const [unit, size] = STEPS.find(([, least]) => ahead >= least) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language).format(Math.floor(ahead / size), unit);
}
