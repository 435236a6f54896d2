import type { Bilingual } from '@app/kernel';

import { NEVER_ASKED } from './never-asked';
import { PART_LABELS } from './notice';
import type { Language, NoticeParts } from './notice';
import type { OwnLinks } from './own-addresses';

/** What a message to a claimant says and carries, whatever it goes out by. */
export interface OutgoingContent {
  readonly language: Language;
  readonly reference: string;
  readonly parts: NoticeParts;
  readonly phone: string;
  /** Words of the claimant's own choice, by which they know us; null while there are none. */
  readonly phrase: string | null;
  /** By which anybody can check that it is ours. */
  readonly code: string;
  readonly guarantor: string;
  readonly links: OwnLinks;
}

/** A line with a link in it: what it leads to is said before it. */
export interface LinkedLine {
  readonly text: string;
  readonly url: string;
}

/** Every line of a mail, in the order in which it is read. */
export interface MailLines {
  readonly marker: string;
  readonly happened: string;
  readonly parts: readonly { readonly label: string; readonly text: string }[];
  readonly links: readonly LinkedLine[];
  readonly reply: string;
  readonly phone: string;
  readonly phrase: string;
  readonly check: LinkedLine;
  readonly neverAsked: string;
  readonly guarantor: string;
}

/** What stands in every mail; `{…}` is filled in. Below the marker an answer is cut. */
const LINES = {
  marker: '— 请在此线上方回复 / reply above this line —',
  claim: { en: 'The page of your claim', 'zh-CN': '您的索赔页面' },
  letter: { en: 'The letter (PDF, for 30 days)', 'zh-CN': '决定书（PDF，30 天内有效）' },
  reply: {
    en: 'You can reply to this mail: your answer goes to your claim and a person reads it.',
    'zh-CN': '您可以直接回复本邮件：回复会进入您的索赔，由工作人员阅读。',
  },
  phone: { en: 'Telephone: ', 'zh-CN': '电话：' },
  phrase: { en: 'Your phrase, by which you know us: ', 'zh-CN': '您设置的识别短语：' },
  noPhrase: {
    en: 'You have not chosen a phrase yet. Choose one on the page of your claim: from then on it stands in each of our messages.',
    'zh-CN': '您尚未设置识别短语。在索赔页面设置后，我们的每条消息都会显示它，便于识别真伪。',
  },
  check: {
    en: 'Is this mail ours? Its code is {code}; check it here',
    'zh-CN': '本邮件校对码 {code}，可在此核对是否由我们发出',
  },
} as const satisfies Record<string, Bilingual | string>;

/** The lines of a mail. Every one of them is there in every mail. */
export function mailLines(content: OutgoingContent): MailLines {
  const { language, parts, links, phrase } = content;
  const say = (text: Bilingual): string => text[language];
  return {
    marker: LINES.marker,
    happened: parts.happened,
    parts: (['next', 'byWhen', 'yourPart'] as const).map((part) => ({
      label: say(PART_LABELS[part]),
      text: parts[part],
    })),
    links: [
      { text: say(LINES.claim), url: links.claim },
      ...(links.letter === null ? [] : [{ text: say(LINES.letter), url: links.letter }]),
    ],
    reply: say(LINES.reply),
    phone: `${say(LINES.phone)}${content.phone}`,
    phrase: phrase === null ? say(LINES.noPhrase) : `${say(LINES.phrase)}${phrase}`,
    check: { text: say(LINES.check).replace('{code}', content.code), url: links.check },
    neverAsked: say(NEVER_ASKED),
    guarantor: content.guarantor,
  };
}

/** The subject: the reference first, so that an answer is found by it whatever else is lost. */
export function mailSubject({ reference, parts }: OutgoingContent): string {
  return `[${reference}] ${parts.subject}`;
}

/** A mail as plain text. */
export function plainMail(lines: MailLines, language: Language): string {
  const colon = language === 'en' ? ': ' : '：';
  const linked = ({ text, url }: LinkedLine): string => `${text}${colon}${url}`;
  return [
    lines.marker,
    '',
    lines.happened,
    '',
    ...lines.parts.map(({ label, text }) => `${label}${colon}${text}`),
    '',
    ...lines.links.map(linked),
    '',
    lines.reply,
    lines.phone,
    '',
    '-- ',
    lines.phrase,
    linked(lines.check),
    lines.neverAsked,
    lines.guarantor,
    '',
  ].join('\n');
}

/** The same for a chat, which has no quotes to cut and no subject. */
export function chatText(content: OutgoingContent): string {
  const lines = mailLines(content);
  const linked = ({ text, url }: LinkedLine): string => `${text} ${url}`;
  return [
    `[${content.reference}] ${lines.happened}`,
    ...lines.parts.map(({ label, text }) => `${label} ${text}`),
    ...lines.links.map(linked),
    lines.phone,
    lines.phrase,
    linked(lines.check),
    lines.neverAsked,
  ].join('\n');
}

/** What one text message holds: 70 characters of UCS-2, or 160 of the alphabet of GSM 03.38. */
export const SMS_CHARS_MAX: Readonly<Record<Language, number>> = { 'zh-CN': 70, en: 160 };

/** A text message: the short form, and the claimant's phrase as far as there is room. */
export function smsText({ language, parts, phrase }: OutgoingContent): string {
  const ending = language === 'en' ? ` (${phrase ?? ''})` : `（${phrase ?? ''}）`;
  const whole = `${parts.sms}${ending}`;
  return phrase === null || whole.length > SMS_CHARS_MAX[language] ? parts.sms : whole;
}
