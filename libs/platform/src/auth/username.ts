import { DomainError, visibleText } from '@app/kernel';

/** Letters, their accents and numbers of any language; of all signs those on every keyboard. */
const ALLOWED = /^[\p{L}\p{M}\p{N}!-~]+$/u;
const LATIN = /\p{Script=Latin}/u;
/** Letters that stand beside Latin ones in one word, without looking like them. */
const BESIDE_LATIN =
  /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Common}\p{Script=Inherited}]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{M}]+/u;

/**
 * As names of accounts are kept and compared: NFKC, and without regard to case, so that two which
 * look alike for a computer's reasons are one (Unicode, UAX #31 toNFKC_Casefold).
 */
export function usernameOf(text: string): string {
  const typed = text.trim().normalize('NFKC');
  // By way of small letters and capitals, because some have two of the one for one of the other.
  const folded = typed.toLowerCase().toUpperCase().toLowerCase();
  return folded.normalize('NFKC').trim();
}

/**
 * What is wrong with a name for a new account; null when nothing is. `account.username_unclear`:
 * it holds what nobody sees or few can type, or mixes letters of scripts that look alike in one
 * word, such as a Cyrillic "а" among Latin letters (UTS #39, mixed-script confusables).
 */
export function usernameProblem(text: string, field: string): DomainError | null {
  const typed = text.trim();
  const name = usernameOf(text);
  const isSeen = visibleText(typed) === typed && visibleText(name) === name;
  if (!isSeen || !ALLOWED.test(name)) {
    return unclear(field, codePoints(typed), {
      en: 'A username is made of letters, numbers and the signs of a keyboard, without blanks and without characters that nobody sees.',
      'zh-CN': '用户名只能包含文字、数字和键盘符号，不能含空格或不可见字符。',
    });
  }
  const mixed = name.split(BETWEEN_WORDS).find((word) => isMixed(word));
  if (mixed === undefined) return null;
  return unclear(field, codePoints(mixed), {
    en: 'A word of this username mixes Latin letters with those of another script that may look the same. Write each word in one script.',
    'zh-CN': '用户名的同一个词中混用了拉丁字母与其他外形相近的文字，请使用同一种文字书写。',
  });
}

function isMixed(word: string): boolean {
  return LATIN.test(word) && word.replaceAll(BESIDE_LATIN, '') !== '';
}

/** As Unicode names characters: whoever is refused cannot see them. */
function codePoints(text: string): string {
  return Array.from(text, (letter) => {
    const hex = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return /[!-~]/.test(letter) ? letter : `U+${hex}`;
  }).join(' ');
}

function unclear(
  field: string,
  saw: string,
  text: { readonly en: string; readonly 'zh-CN': string },
): DomainError {
  return new DomainError('unprocessable', 'account.username_unclear', text, { field, saw });
}
