import type { Bilingual } from '@app/kernel';
import { LOCALES } from '@app/review';
import type { Locale } from '@app/review';

import type { BundleEntry, WrittenEntry } from './bundle-entry';
import type { BundleAbout } from './bundle-zip';

const NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '请先读我.txt', en: 'README.txt' };
const WHAT: Bilingual = { en: 'what is in this file', 'zh-CN': '本文件说明' };

/** What lies in a bundle and how to check it, once in each language. */
export function bundleReadme(
  about: BundleAbout,
  entries: readonly BundleEntry[],
  missing: ReadonlySet<string>,
): WrittenEntry[] {
  return LOCALES.map((locale) => ({
    path: NAMES[locale],
    what: WHAT,
    text: textIn(locale, about, { entries, missing }),
  }));
}

function textIn(
  locale: Locale,
  { reference, supportPhone, madeAt }: BundleAbout,
  { entries, missing }: { entries: readonly BundleEntry[]; missing: ReadonlySet<string> },
): string {
  const list = entries.map(({ path, what }) => {
    const absent = missing.has(path) ? (locale === 'en' ? ' (MISSING)' : '（缺失）') : '';
    return `  ${path}${absent}\n      ${what[locale]}`;
  });
  const parts =
    locale === 'en'
      ? [
          `Claim ${reference}: everything that you may see of it, as of ${madeAt.toISOString()}.`,
          'Keep this file to yourself and to those whom you trust: it holds your papers. Give it to an ombudsman, a lawyer or a court as it is.',
          'In it:',
          list.join('\n'),
          'Left out: notes and signals for our own checks, names of our staff, account numbers of others, and what you told us about your health or situation, because this file goes on to other people. Ask us, and you get the last of these by itself.',
          'To check it: manifest.json names the SHA-256 of each file. Each file in ledger/proofs proves a booking by the signed checkpoint in it, with the keys in ledger/keys.txt. A booking of the last seconds has no proof yet.',
          `Questions: ${supportPhone}. We never ask you for a payment, a password or a code.`,
        ]
      : [
          `索赔 ${reference}：截至 ${madeAt.toISOString()} 您有权查看的全部内容。`,
          '本文件含有您的个人材料，请妥善保管，只交给您信任的人。可原样交给申诉专员、律师或法院。',
          '内容：',
          list.join('\n'),
          '未包括：我们内部核查用的记录和信号、工作人员姓名、他人账号，以及您告诉我们的健康或个人处境情况（因为本文件会转交他人；如需要，请单独向我们索取）。',
          '核对方法：manifest.json 列有每个文件的 SHA-256。ledger/proofs 中的每个文件以其中的签名检查点证明一笔分录，验证公钥见 ledger/keys.txt。最近几秒的分录暂无证明。',
          `如有疑问请致电 ${supportPhone}。我们绝不会要求您付款，也绝不会索要密码或验证码。`,
        ];
  return `${parts.join('\n\n')}\n`;
}
