import type { Money } from '@app/money';

import { chineseCapitals } from './chinese-capitals';
import { englishWords } from './english-words';
import type { Locale } from './letter';

/** Amounts as `Money.toString` writes them, in the middle of a text. */
const AMOUNT = /(?<![\d.,])(\d+)(\.\d+)? ([A-Z]{3})\b/g;
const THOUSANDS = /(?<=\d)(?=(?:\d{3})+$)/g;

/** An amount as letters write it: `12,800.00 CNY`, and 12,800.00 元 in Chinese. */
export function amountText(money: Money, locale: Locale): string {
  return withReadableAmounts(money.toString(), locale);
}

/**
 * A text of ours with its amounts made easy to read: digits in groups of three, and the yuan by
 * its name in Chinese. Not for texts that people wrote: those stay as they are.
 */
export function withReadableAmounts(text: string, locale: Locale): string {
  return text.replace(AMOUNT, (_, whole: string, fraction: string | undefined, code: string) => {
    const unit = locale === 'zh-CN' && code === 'CNY' ? '元' : code;
    return `${whole.replace(THOUSANDS, ',')}${fraction ?? ''} ${unit}`;
  });
}

/** An amount in words, so that no digit can be added: capital numerals in Chinese. */
export function amountInWords(money: Money, locale: Locale): string {
  return locale === 'zh-CN' ? chineseCapitals(money) : englishWords(money);
}

const AMOUNT_AND_UNIT = /(?<=\d) (?=元|[A-Z]{3}\b)/g;

/** For whoever breaks lines: an amount and its currency stay on one of them. */
export function withUnbrokenAmounts(text: string): string {
  return text.replace(AMOUNT_AND_UNIT, '\u00a0');
}
