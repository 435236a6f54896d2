import type { Bilingual } from '@app/kernel';

import type { Money } from './money';

type Language = keyof Bilingual;

/** Amounts as `Money.toString` writes them, in the middle of a text. */
const AMOUNT = /(?<![\d.,])(\d+)(\.\d+)? ([A-Z]{3})\b/g;
const THOUSANDS = /(?<=\d)(?=(?:\d{3})+$)/g;

/** An amount as people are told it: `12,800.00 CNY`, and 12,800.00 元 in Chinese. */
export function amountText(money: Money, language: Language): string {
  return withReadableAmounts(money.toString(), language);
}

/** The same in both languages. */
export function amountTexts(money: Money): Bilingual {
  return { en: amountText(money, 'en'), 'zh-CN': amountText(money, 'zh-CN') };
}

/**
 * A text of ours with its amounts made easy to read: digits in groups of three, and the yuan by
 * its name in Chinese. Not for texts that people wrote: those stay as they are.
 */
export function withReadableAmounts(text: string, language: Language): string {
  return text.replace(AMOUNT, (_, whole: string, fraction: string | undefined, code: string) => {
    const unit = language === 'zh-CN' && code === 'CNY' ? '元' : code;
    return `${whole.replace(THOUSANDS, ',')}${fraction ?? ''} ${unit}`;
  });
}

const AMOUNT_AND_UNIT = /(?<=\d) (?=元|[A-Z]{3}\b)/g;

/** For whoever breaks lines: an amount and its currency stay on one of them. */
export function withUnbrokenAmounts(text: string): string {
  return text.replace(AMOUNT_AND_UNIT, '\u00a0');
}
