import type { Form } from './files-config';

/** A span of a working day in which the telephone is answered, in minutes from local midnight. */
export interface SupportSpan {
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
}

/** Shorter than the slot of a call-back a span would be of no use. */
const SPAN_MINUTES_MIN = 30;
const SPAN = /^(\d\d):(00|15|30|45)-(\d\d):(00|15|30|45)$/;
const DAY_MINUTES = 24 * 60;

export const DEFAULT_SUPPORT_HOURS: readonly SupportSpan[] = [
  { opensAtMinute: 9 * 60, closesAtMinute: 18 * 60 },
];

/** When the telephone is answered on working days: `09:00-12:00,13:00-18:00`. */
export const SUPPORT_HOURS: Form<readonly SupportSpan[]> = {
  read: readSupportHours,
  en: 'spans of a working day in order, on quarters of an hour, each half an hour or longer: 09:00-12:00,13:00-18:00',
  zh: '按先后排列的工作日时段，以一刻钟为单位，每段不少于半小时，例如 09:00-12:00,13:00-18:00',
};

function readSupportHours(text: string): readonly SupportSpan[] | null {
  const spans: SupportSpan[] = [];
  for (const part of text.split(',')) {
    const span = readSpan(part.trim());
    if (span === null || span.opensAtMinute < (spans.at(-1)?.closesAtMinute ?? 0)) return null;
    spans.push(span);
  }
  return spans;
}

function readSpan(text: string): SupportSpan | null {
  const parts = SPAN.exec(text);
  if (parts === null) return null;
  const opensAtMinute = Number(parts[1]) * 60 + Number(parts[2]);
  const closesAtMinute = Number(parts[3]) * 60 + Number(parts[4]);
  const isLongEnough = closesAtMinute - opensAtMinute >= SPAN_MINUTES_MIN;
  return isLongEnough && closesAtMinute <= DAY_MINUTES ? { opensAtMinute, closesAtMinute } : null;
}
