import type { Bilingual } from '@app/kernel';

import { NEVER_ASKED } from './never-asked';
import { timeSaid } from './notice';
import type { Language } from './notice';

/** `new`: from somebody without a claim. `held`: on a claim, from an address that is not on it. */
export type MailAnswerKind = 'new' | 'held' | 'unreadable';

/**
 * What an answer mentions. Nothing that stands in the mail that it answers, not even the name of a
 * file: whoever reads it may not have written that.
 */
export interface MailAnswerFacts {
  readonly kind: MailAnswerKind;
  readonly language: Language;
  /** By which the sender goes on with a claim; null when there is nothing to go on with. */
  readonly link: { readonly url: string; readonly endsAt: Date } | null;
  /** By which anybody can check that the answer is ours, and where. */
  readonly check: { readonly code: string; readonly url: string };
  /** The zone on whose clock times are said. */
  readonly timeZone: string;
  readonly phone: string;
  readonly guarantor: string;
  /** Files that were refused, by their place in the mail, each with what can be done. */
  readonly refused: readonly { readonly number: number; readonly text: Bilingual }[];
}

const SUBJECTS: Readonly<Record<MailAnswerKind, Bilingual>> = {
  new: {
    en: 'We have your mail: one step to your claim',
    'zh-CN': '已收到您的邮件，还差一步即可提交索赔',
  },
  held: { en: 'We have your mail and will check it', 'zh-CN': '已收到您的邮件，需要核实' },
  unreadable: { en: 'We could not read your mail', 'zh-CN': '您的邮件无法读取' },
};

const HAPPENED: Readonly<Record<MailAnswerKind, Bilingual>> = {
  new: {
    en: 'We have your mail, with what came with it. Nothing of it is lost.',
    'zh-CN': '我们已收到您的邮件及附件，内容不会丢失。',
  },
  held: {
    en: 'We have your mail. It did not come from an address that is on this claim.',
    'zh-CN': '我们已收到您的邮件，但发件地址不是该索赔登记的地址。',
  },
  unreadable: {
    en: 'Your mail reached us, but our program cannot read it. The original is kept.',
    'zh-CN': '您的邮件已送达，但程序无法读取其内容，原件已保存。',
  },
};

const NEXT: Readonly<Record<MailAnswerKind, Bilingual>> = {
  new: {
    en: 'Call us to go on: a person makes the claim with you from what you wrote, and you need not write it again. Until then there is no claim yet. The link below leads to your mail.',
    'zh-CN':
      '请致电我们继续办理：工作人员会根据您写的内容与您一起提交索赔，无需重写。在此之前尚未成为索赔。下面的链接指向您的邮件。',
  },
  held: {
    en: 'Whoever looks after the claim sees it and makes sure whose it is; until then its files do not count. It is quicker from the address on the claim.',
    'zh-CN': '负责该索赔的工作人员会看到并核实，此前附件暂不计入材料。用登记的地址发送会更快。',
  },
  unreadable: {
    en: 'Please send it once more as plain text, with pictures or PDFs attached, or call us.',
    'zh-CN': '请用纯文本重新发送，并附上图片或 PDF，或致电我们。',
  },
};

const REFUSED: Bilingual = {
  en: 'These files could not be taken:',
  'zh-CN': '以下附件未能接收：',
};
const UNTIL: Bilingual = {
  en: 'The link is good until {time}. After that it leads nowhere, and your mail is still kept: call us, and we go on with you.',
  'zh-CN': '链接有效期至 {time}。此后链接失效，但邮件仍会保留，您致电后我们会继续为您办理。',
};
const CHECK: Bilingual = {
  en: 'Is this mail ours? Its code is {code}; check it here: {url}',
  'zh-CN': '本邮件校对码 {code}，可在此核对是否由我们发出：{url}',
};
const REPLY: Bilingual = {
  en: 'You can reply to this mail; a person reads it. Telephone: {phone}',
  'zh-CN': '您可以直接回复本邮件，会有工作人员阅读。电话：{phone}',
};

export interface AnswerText {
  readonly subject: string;
  readonly text: string;
}

/** The one answer to a mail that is on no thread, or whose sender is not known on it. */
export function mailAnswer(facts: MailAnswerFacts): AnswerText {
  const { kind, language, link, check, refused } = facts;
  const say = (text: Bilingual): string => text[language].replace('{phone}', facts.phone);
  const until = (endsAt: Date): string =>
    say(UNTIL).replace('{time}', timeSaid(endsAt, language, facts.timeZone));
  const files = refused.map(({ number, text }) =>
    language === 'en'
      ? `- file ${String(number)}: ${text.en}`
      : `· 附件 ${String(number)}：${text['zh-CN']}`,
  );
  return {
    subject: say(SUBJECTS[kind]),
    text: [
      say(HAPPENED[kind]),
      '',
      say(NEXT[kind]),
      ...(link === null ? [] : ['', link.url, until(link.endsAt)]),
      ...(files.length === 0 ? [] : ['', say(REFUSED), ...files]),
      '',
      say(REPLY),
      say(CHECK).replace('{code}', check.code).replace('{url}', check.url),
      say(NEVER_ASKED),
      facts.guarantor,
      '',
    ].join('\n'),
  };
}
