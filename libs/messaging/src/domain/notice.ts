import type { Bilingual } from '@app/kernel';

export type Language = keyof Bilingual;

/** A moment, as rows and queues carry it: RFC 3339, UTC. */
interface Moment {
  readonly at: string;
}

/**
 * Something that a notice mentions, as it is kept with the message: texts and times are said in the
 * language of whoever reads it, now or later.
 */
export type NoticeValue = string | Bilingual | Moment | readonly Bilingual[];
export type NoticeValues = Readonly<Record<string, NoticeValue>>;

/** What every notice may mention without being given it: `NoticePost` knows it from the claim. */
export const COMMON_VALUES = [
  'reference',
  'claimed',
  'owner',
  'nextStep',
  'yourPart',
  'due',
  'phone',
  'guarantor',
] as const;

/**
 * What one kind of notice says, part by part; `{name}` stands for a value. No part may be missing:
 * whoever reads it knows what happened, what is next, by when, and what they have to do.
 */
export interface NoticeText<Name extends string = string> {
  /** The values of its own that it mentions, beside `COMMON_VALUES`. */
  readonly mentions: readonly Name[];
  /** Follows `[CLM-…]` in the subject of the mail. */
  readonly subject: Bilingual;
  readonly happened: Bilingual;
  readonly next: Bilingual;
  readonly byWhen: Bilingual;
  /** What the claimant has to do, or that there is nothing. */
  readonly yourPart: Bilingual;
  /** In at most 70 characters of Chinese, with reference and telephone, without a link. */
  readonly sms: Bilingual;
}

/** A table of notices by key; each slice of the product has one. */
export type NoticeTable = Readonly<Record<string, NoticeText>>;

/** The parts of a notice in one language. */
export interface NoticeParts {
  readonly subject: string;
  readonly happened: string;
  readonly next: string;
  readonly byWhen: string;
  readonly yourPart: string;
  readonly sms: string;
}

/**
 * Usually nothing. It is the claim that says so: when it waits for its claimant meanwhile, no
 * notice of something earlier may tell them to lean back.
 */
export const NOTHING_TO_DO: Bilingual = { en: '{yourPart}', 'zh-CN': '{yourPart}' };

/** What is the claimant's part while a claim waits for whom. */
export function partOfClaimant(nextBy: string | null): Bilingual {
  return nextBy === 'claimant'
    ? {
        en: 'Please do what stands under "What is next".',
        'zh-CN': '请按“下一步”办理。',
      }
    : { en: 'You need do nothing now.', 'zh-CN': '目前无需您操作。' };
}

/** For a claim at rest: there is no date, and saying so is better than leaving it out. */
export const NO_DATE: Bilingual = {
  en: 'There is no further date.',
  'zh-CN': '没有后续时限。',
};
/** The same in a text message, where only the date would be news. */
const SMS_WITHOUT_DATE: Bilingual = {
  en: '{reference}: there is news on the page of your claim. Questions: {phone}',
  'zh-CN': '索赔{reference}有新进展，请登录索赔页面查看。电话{phone}',
};

export const BY_DUE: Bilingual = { en: 'By {due}.', 'zh-CN': '最迟 {due}。' };

/** How the parts are headed, in mails and in the thread. */
export const PART_LABELS = {
  next: { en: 'What is next', 'zh-CN': '下一步' },
  byWhen: { en: 'By when', 'zh-CN': '时限' },
  yourPart: { en: 'What you need to do', 'zh-CN': '您需要做的' },
} as const satisfies Record<string, Bilingual>;

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

/** The names of the values that a text mentions. */
export function mentionedIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/**
 * The parts of a notice for a reader: values said in their language, times on the clock of a zone.
 * Of a claim that has no due time none is promised. A value that is missing is an error of ours,
 * and nothing goes out with a hole in it.
 */
export function noticeParts(
  text: NoticeText,
  values: NoticeValues,
  reader: { readonly language: Language; readonly timeZone: string },
): NoticeParts {
  const say = (part: Bilingual): string => filled(part[reader.language], values, reader);
  const short = { ...reader, isShort: true };
  const isDated = isMoment(values.due);
  const dated = (part: Bilingual, undated: Bilingual): Bilingual =>
    isDated || !mentionedIn(part.en).includes('due') ? part : undated;
  return {
    subject: say(text.subject),
    happened: say(text.happened),
    next: say(text.next),
    byWhen: say(dated(text.byWhen, NO_DATE)),
    yourPart: say(text.yourPart),
    sms: filled(dated(text.sms, SMS_WITHOUT_DATE)[reader.language], values, short),
  };
}

/** A notice as plain text, for the thread. */
export function noticeBody(parts: NoticeParts, language: Language): string {
  const colon = language === 'en' ? ': ' : '：';
  const lines = (['next', 'byWhen', 'yourPart'] as const).map(
    (part) => `${PART_LABELS[part][language]}${colon}${parts[part]}`,
  );
  return [parts.happened, '', ...lines].join('\n');
}

interface Reader {
  readonly language: Language;
  readonly timeZone: string;
  /** In a text message there is no room for year and zone. */
  readonly isShort?: boolean;
}

function filled(text: string, values: NoticeValues, reader: Reader): string {
  return text.replace(PLACEHOLDER, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The notice mentions {${name}}, which is not given.`);
    return saidIn(value, reader);
  });
}

function saidIn(value: NoticeValue, { language, timeZone, isShort }: Reader): string {
  if (typeof value === 'string') return value;
  if (isList(value)) {
    return value.map((one) => one[language]).join(language === 'en' ? '; ' : '、');
  }
  if (!isMoment(value)) return value[language];
  const at = new Date(value.at);
  return isShort === true ? shortTime(at, language, timeZone) : timeSaid(at, language, timeZone);
}

function isList(value: NoticeValue): value is readonly Bilingual[] {
  return Array.isArray(value);
}

function isMoment(value: NoticeValue | undefined): value is Moment {
  return typeof value === 'object' && !isList(value) && 'at' in value;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * A time for people: `2026年12月3日 18:00（北京时间）` or `3 December 2026, 18:00 (Asia/Shanghai)`.
 * What is due at the end of a day is said as 24:00 of that day, which nobody misreads.
 */
export function timeSaid(at: Date, language: Language, timeZone: string): string {
  const day = formatOf(language, timeZone, { dateStyle: 'long' }).format(at);
  const minute = minuteSaid(at, timeZone);
  if (language === 'en') return `${day}, ${minute} (${timeZone})`;
  const zone = timeZone === 'Asia/Shanghai' ? '北京时间' : timeZone;
  return `${day} ${minute}（${zone}）`;
}

/** `12月3日18:00`, `3 December 18:00`: what a text message has room for. */
function shortTime(at: Date, language: Language, timeZone: string): string {
  const dayStyle = { month: 'long', day: 'numeric' } as const;
  const day = formatOf(language, timeZone, dayStyle).format(at);
  const minute = minuteSaid(at, timeZone);
  return language === 'en' ? `${day} ${minute}` : `${day}${minute}`;
}

/** The last millisecond of a day is its end, and not a minute before. */
function minuteSaid(at: Date, timeZone: string): string {
  const minute = wallClock(at, timeZone);
  const isDayEnd =
    minute === '23:59' && wallClock(new Date(at.getTime() + 1), timeZone) === '00:00';
  return isDayEnd ? '24:00' : minute;
}

function wallClock(at: Date, timeZone: string): string {
  const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return formatOf('en', timeZone, style).format(at);
}

/** Making a format takes a hundred times as long as using it. */
function formatOf(
  language: Language,
  timeZone: string,
  style: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = [language, timeZone, style.dateStyle, style.month].join(' ');
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const format = FORMATS.get(name) ?? new Intl.DateTimeFormat(locale, { ...style, timeZone });
  FORMATS.set(name, format);
  return format;
}
