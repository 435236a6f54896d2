/** Control characters, direction marks, lone surrogates and every kind of space and line end. */
const INVISIBLE = /[\p{C}\p{Z}]+/gu;
/** What of ASCII could mean something in one of the syntaxes; `-`, `.`, `_` and `/` stay. */
const PUNCTUATION = /[!-,:-@[-^`{-~]/g;
const TO_FULL_WIDTH = 0xfee0;
/** ledger-cli ends a line at 4,096 bytes; a character has four at the most. */
const CHARACTERS_MAX = 400;

/**
 * A text of people for a line of a plain text accounting file: one line, no longer than every
 * program reads, and its ASCII punctuation in full width, so that nothing in it is syntax (a
 * comment, a quote, a tag such as `date:`, an expression). The original is in the bundle.
 */
export function safeText(text: string): string {
  const line = text.replace(INVISIBLE, ' ').trim();
  const safe = line.replace(PUNCTUATION, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) + TO_FULL_WIDTH),
  );
  const characters = [...safe];
  return characters.length <= CHARACTERS_MAX
    ? safe
    : `${characters.slice(0, CHARACTERS_MAX).join('')}…`;
}
