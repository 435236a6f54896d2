import { Money, amountTexts } from '@app/money';

import { filesWrittenByHand, read } from '../../../../test/architecture/repository';
import { MESSAGE_NOTICES } from '../domain/message-notices';
import { mailLines, mailSubject, plainMail, smsText, SMS_CHARS_MAX } from '../domain/mail-content';
import type { OutgoingContent } from '../domain/mail-content';
import { NEVER_ASKED } from '../domain/never-asked';
import {
  COMMON_VALUES,
  NO_DATE,
  PART_LABELS,
  mentionedIn,
  noticeParts,
  partOfClaimant,
} from '../domain/notice';
import type { Language, NoticeText, NoticeValues } from '../domain/notice';
import { NOTICES } from '../domain/notices';
import { foreignLinks } from '../domain/own-links';
import { htmlMail } from '../mail/mail-layout';

const OWN = 'https://claims.example.com';
const PHONE = '400-123-4567';
const REFERENCE = 'CLM-7K3M-92QD';
const PHRASE = '外婆的樟木箱';
const CODE = '7K3M-92QD-XF4T';

/** Whoever gets a message can answer it, and no word of ours may say otherwise. */
const FORBIDDEN =
  /请\s*勿\s*(直接)?\s*回复|(请|切)?\s*(不要|别|無需|勿)\s*(直接)?\s*(回复|回覆)|系统邮件|no[\s_-]*reply|(do\s*not|don['’]t|donot)[\s_-]*(reply|respond|answer)|unmonitored/i;

/** Values as long as they get: an amount of ten digits, a time of two digits each. */
const VALUES: NoticeValues = {
  reference: REFERENCE,
  claimed: amountTexts(Money.of(1_234_567_800n, 'CNY')),
  amount: amountTexts(Money.of(1_234_567_800n, 'CNY')),
  goesOnIn: 'CLM-8M4N-71RF',
  owner: '欧阳王敏',
  yourPart: partOfClaimant('reviewer'),
  nextStep: { en: 'A reviewer looks at it.', 'zh-CN': '审核员正在审核。' },
  due: { at: '2026-12-28T10:30:00Z' },
  slot: { at: '2026-12-28T10:30:00Z' },
  missedSlot: { at: '2026-12-27T10:30:00Z' },
  phone: PHONE,
  guarantor: '示例支付有限公司',
  number: '***8000',
  appeal: { en: 'You can appeal by 28 December.', 'zh-CN': '您可在 12 月 28 日前申诉。' },
};
const OTHER = { en: 'Something was said.', 'zh-CN': '有一事需要告知您。' };

const CASES = Object.entries<NoticeText>(NOTICES).flatMap(([key, text]) =>
  (['zh-CN', 'en'] as const).map((language) => [key, language, text] as const),
);
const PARTS = ['subject', 'happened', 'next', 'byWhen', 'yourPart', 'sms'] as const;

function contentOf(text: NoticeText, language: Language, wish: NoticeValues = {}): OutgoingContent {
  const own = Object.fromEntries(text.mentions.map((name) => [name, VALUES[name] ?? OTHER]));
  const reader = { language, timeZone: 'Asia/Shanghai' };
  return {
    language,
    reference: REFERENCE,
    parts: noticeParts(text, { ...VALUES, ...own, ...wish }, reader),
    phone: PHONE,
    phrase: PHRASE,
    code: CODE,
    guarantor: '示例支付有限公司',
    links: {
      claim: `${OWN}/?claim=${REFERENCE}`,
      check: `${OWN}/?code=${CODE}`,
      letter: `${OWN}/v1/letters?token=dec_x.en.1.abc`,
    },
  };
}

/** Everything that a program may fetch or open. */
function addressesIn(html: string): string[] {
  const named = [
    ...html.matchAll(/\b(?:href|src|action|background|poster|srcset)\s*=\s*["']?([^"'\s>]+)/gi),
  ];
  const styled = [...html.matchAll(/(?:url\(|@import)\s*["']?([^"')\s]+)/gi)];
  return [...named, ...styled].map(([, address = '']) => address);
}

describe('the notice', () => {
  it.each(CASES)('%s in %s has every part, in its language', (_key, language, text) => {
    for (const part of PARTS) {
      const words = text[part][language].replace(/\{\w+\}/g, '');
      const isValueAlone = /^[\p{P}\s]*$/u.test(words);
      expect(text[part][language].trim()).not.toBe('');
      expect(isValueAlone || /\p{Script=Han}/u.test(words) === (language === 'zh-CN')).toBe(true);
    }
  });

  it.each(CASES)('%s in %s mentions what it says it mentions', (_key, language, text) => {
    const known = new Set<string>([...COMMON_VALUES, ...text.mentions]);
    const used = PARTS.flatMap((part) => mentionedIn(text[part][language]));
    expect(used.filter((name) => !known.has(name))).toEqual([]);
    expect(text.mentions.filter((name) => !used.includes(name))).toEqual([]);
    for (const part of PARTS) {
      const names = mentionedIn(text[part][language]);
      const others = mentionedIn(text[part][language === 'en' ? 'zh-CN' : 'en']);
      expect([...new Set(names)].sort()).toEqual([...new Set(others)].sort());
    }
  });

  it.each(CASES)(
    '%s in %s names the due time only where there may be none',
    (_key, language, text) => {
      const elsewhere = (['subject', 'happened', 'next', 'yourPart'] as const).map(
        (part) => text[part][language],
      );
      expect(elsewhere.flatMap(mentionedIn)).not.toContain('due');
      const { byWhen, sms } = contentOf(text, language, { due: NO_DATE }).parts;
      expect(`${byWhen} ${sms}`).not.toMatch(/By There|by There|最迟 ?没有/);
      expect(sms.length).toBeLessThanOrEqual(SMS_CHARS_MAX[language]);
    },
  );

  it.each(CASES)(
    '%s in %s says by when, and what is to be done or that nothing is',
    (_key, language, text) => {
      const isZh = language === 'zh-CN';
      const { byWhen, yourPart } = contentOf(text, language).parts;
      expect(byWhen).toMatch(isZh ? /时限|期限|\d+ ?月|之前/ : /\bdate|\btime|\bDecember|\buntil/i);
      expect(yourPart).toMatch(
        isZh
          ? /无需|回复|致电|提供|接听|提交|申诉/
          : /need do nothing|reply|call|answer|hand|appeal/i,
      );
    },
  );

  it.each(CASES)(
    '%s in %s as a mail can be answered, called about and checked',
    async (_key, language, text) => {
      const content = contentOf(text, language);
      const lines = mailLines(content);
      const plain = plainMail(lines, language);
      const html = await htmlMail(lines, language);
      const said = [
        content.parts.happened,
        ...(['next', 'byWhen', 'yourPart'] as const).map((part) => PART_LABELS[part][language]),
        PHONE,
        PHRASE,
        CODE,
        NEVER_ASKED[language],
        language === 'en' ? 'You can reply to this mail' : '您可以直接回复本邮件',
        '请在此线上方回复',
      ];
      for (const words of said) {
        expect(plain).toContain(words);
        expect(html).toContain(words);
      }
      expect(mailSubject(content)).toMatch(/^\[CLM-7K3M-92QD\] \S/);
      expect(`${mailSubject(content)}\n${plain}\n${html}`).not.toMatch(FORBIDDEN);
    },
  );

  it.each(CASES)('%s in %s leads nowhere but to us', async (_key, language, text) => {
    const lines = mailLines(contentOf(text, language));
    const addresses = addressesIn(await htmlMail(lines, language));
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address.startsWith(`${OWN}/`))).toEqual([]);
    expect(foreignLinks(plainMail(lines, language), ['claims.example.com'])).toEqual([]);
  });

  it.each(CASES)('%s in %s fits one text message, without a link', (_key, language, text) => {
    expect(mentionedIn(text.sms[language])).toEqual(expect.arrayContaining(['reference', 'phone']));
    const sms = smsText(contentOf(text, language));
    expect(sms.length).toBeLessThanOrEqual(SMS_CHARS_MAX[language]);
    expect(sms).not.toMatch(/https?:|www\./i);
    expect(sms).not.toMatch(FORBIDDEN);
  });
});

describe('the lint of notices', () => {
  it.each([
    '系统邮件，请勿回复',
    '请勿直接回复本邮件',
    '请不要回复',
    'noreply@example.com',
    'This is a no-reply address',
    'Do not reply to this message.',
    "Please don't reply",
  ])('would find "%s"', (words) => {
    expect(words).toMatch(FORBIDDEN);
  });

  it('would find a picture, a font and a link of somebody else', () => {
    const html =
      '<img src="https://a.example/x.png"><style>@import url(https://b.example/f.css);</style><a href=https://c.example>';
    expect(addressesIn(html)).toEqual(
      expect.arrayContaining(['https://a.example/x.png', 'https://c.example']),
    );
    expect(addressesIn(html).join()).toContain('b.example');
  });

  it('lets no value become markup', async () => {
    const body = '<img src=x onerror=alert(1)> & "quotes" %NEXT%';
    const parts = noticeParts(
      MESSAGE_NOTICES['message.written'],
      { ...VALUES, body },
      { language: 'en', timeZone: 'UTC' },
    );
    const content = { ...contentOf(MESSAGE_NOTICES['message.written'], 'en'), parts };
    const html = await htmlMail(mailLines(content), 'en');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot; %NEXT%');
  });

  /** What recognises mails of others, and the lint itself. */
  const MAY_NAME_IT = [/mail-nature(\.spec)?\.ts$/, /\.spec\.ts$/, /^test\//];

  it('finds no source that says that we are not to be answered', () => {
    const sources = filesWrittenByHand().filter(
      (file) =>
        /\.(ts|tsx|json|mjml|html)$/.test(file) && !MAY_NAME_IT.some((form) => form.test(file)),
    );
    expect(sources.filter((file) => FORBIDDEN.test(read(file)))).toEqual([]);
  });
});
