/** Enough to recognise what came, too little to fill a table or to carry a file. */
const EXCERPT_LENGTH_MAX = 300;

/** A bounded, printable, one-line quotation of something that a stranger sent. */
export function excerpt(text: string): string {
  return text
    .slice(0, EXCERPT_LENGTH_MAX)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
