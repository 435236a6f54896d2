/** What a message may hold; a longer mail is cut, and its original is kept. */
const MAIL_TEXT_CHARS_MAX = 20_000;

/**
 * The text of a mail as it can be kept and shown: without characters that a database or a terminal
 * takes for orders, without empty lines in rows, at most `charsMax` long.
 */
export function keptText(text: string, charsMax = MAIL_TEXT_CHARS_MAX): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    // Control characters, half characters, and the ones that turn the direction of reading.
    .replace(/[\p{Surrogate}]|(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .replace(/(?<![ \t\u00A0])[ \t\u00A0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return shortenedTo(plain, charsMax);
}

/** The same on one line, for a name or a subject. */
export function keptLine(text: string, charsMax = 200): string {
  return shortenedTo(keptText(text).replace(/\s+/g, ' ').trim(), charsMax);
}

/** Never half of a surrogate pair. */
function shortenedTo(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(charsMax - 2));
  return `${text.slice(0, splitsPair ? charsMax - 2 : charsMax - 1)}…`;
}
