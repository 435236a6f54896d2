import type { Bilingual } from '@app/kernel';
import { amountText, withReadableAmounts } from '@app/money';
import type { Money } from '@app/money';

import type { LetterData } from './letter-data';
import type { Locale } from './letter';
import { LetterTime } from './letter-time';

/** Control characters, overrides of direction and invisible characters in names from elsewhere. */
const INVISIBLE = /[\p{Cc}\p{Surrogate}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Chinese characters stand beside each other; after a currency code a space is wanted. */
const GAP = /(?<=元) (?=\p{Script=Han})/gu;

/** What the parts of a letter in one language are written with. */
export class LetterWriter {
  readonly time: LetterTime;

  constructor(
    readonly data: LetterData,
    readonly locale: Locale,
  ) {
    this.time = new LetterTime(locale, data.calendar);
  }

  /** A text of ours in the letter's language, its amounts made easy to read. */
  say(text: Bilingual): string {
    return withReadableAmounts(text[this.locale], this.locale).replace(GAP, '');
  }

  /** The same, given as its two languages. */
  text(en: string, zh: string): string {
    return this.locale === 'en' ? en : zh.replace(GAP, '');
  }

  money(money: Money): string {
    return amountText(money, this.locale);
  }

  /** A name that came from elsewhere, on one line and without what nobody sees. */
  name(text: string): string {
    return text.replace(INVISIBLE, ' ').trim();
  }
}
