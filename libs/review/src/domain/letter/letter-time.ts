import type { BusinessCalendar } from '@app/programs';

import type { Locale } from './letter';

const LANGUAGE: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', en: 'en-GB' };

/** Days and times as a letter prints them: by the wall clock of the guarantee. */
export class LetterTime {
  private readonly day: Intl.DateTimeFormat;
  private readonly clock: Intl.DateTimeFormat;

  constructor(
    private readonly locale: Locale,
    private readonly calendar: BusinessCalendar,
  ) {
    const { timeZone } = calendar;
    this.day = new Intl.DateTimeFormat(LANGUAGE[locale], {
      timeZone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
    });
    this.clock = new Intl.DateTimeFormat(LANGUAGE[locale], {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  /** `26 November 2026`, 2026年11月26日. */
  dayOf(instant: Date): string {
    return this.day.format(instant);
  }

  /** The name of the zone at an instant, with its offset: `China Standard Time, UTC+8`. */
  zoneAt(instant: Date): string {
    const offset = this.partOf(instant, 'shortOffset').replace('GMT', 'UTC');
    const name = this.partOf(instant, 'long');
    return this.locale === 'zh-CN' ? `${name}，${offset}` : `${name}, ${offset}`;
  }

  /** The last moment of a term: the whole day where it ends with the day, else day and time. */
  untilWords(last: Date): string {
    const day = this.dayOf(last);
    const endsWithDay =
      this.calendar.dateOf(new Date(last.getTime() + 1)) !== this.calendar.dateOf(last);
    const zone = this.zoneAt(last);
    if (this.locale === 'zh-CN') {
      return endsWithDay
        ? `${day}当天结束前（${zone}）`
        : `${day} ${this.clock.format(last)} 前（${zone}）`;
    }
    return endsWithDay
      ? `the end of ${day} (${zone})`
      : `${this.clock.format(last)} on ${day} (${zone})`;
  }

  private partOf(instant: Date, timeZoneName: 'long' | 'shortOffset'): string {
    const { timeZone } = this.calendar;
    const format = new Intl.DateTimeFormat(LANGUAGE[this.locale], { timeZone, timeZoneName });
    return format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  }
}
