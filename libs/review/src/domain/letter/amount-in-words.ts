import type { Money } from '@app/money';

import { chineseCapitals } from './chinese-capitals';
import { englishWords } from './english-words';
import type { Locale } from './letter';

/** An amount in words, so that no digit can be added: capital numerals in Chinese. */
export function amountInWords(money: Money, locale: Locale): string {
  return locale === 'zh-CN' ? chineseCapitals(money) : englishWords(money);
}
