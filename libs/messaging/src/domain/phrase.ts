import { DomainError } from '@app/kernel';

import { foreignLinks } from './own-links';

export const PHRASE_LENGTH_MAX = 40;
const LETTERS_MIN = 2;
/** As many digits as verification codes and numbers of cards have. */
const SECRET = /\d{4}/;

/**
 * The phrase as it is kept: what claimants choose so that they know our messages by it. Refuses
 * (`phrase.unsuitable`) what nobody would know again, a link, which our mails would then carry, and
 * digits in a row, because it is sent in plain and could be a code or the number of a card.
 */
export function suitablePhrase(typed: string): string {
  const phrase = typed.normalize('NFC').trim();
  const seen = phrase.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
  const letters = seen.match(/[\p{L}\p{N}\p{Extended_Pictographic}]/gu) ?? [];
  if (
    letters.length >= LETTERS_MIN &&
    !SECRET.test(seen) &&
    foreignLinks(phrase, []).length === 0
  ) {
    return phrase;
  }
  throw new DomainError(
    'unprocessable',
    'phrase.unsuitable',
    {
      en: 'Choose a few words that only you would choose, such as "the blue kettle sings". No links, and no numbers of four digits or more: the phrase stands in our mails, so that it must be no password, code or number of a card.',
      'zh-CN':
        '请填写只有您自己会想到的几个字，例如“蓝色水壶在唱歌”。不能含链接，也不能含四位以上的连续数字：它会出现在我们的邮件中，切勿使用密码、验证码或卡号。',
    },
    { field: 'phrase' },
  );
}
