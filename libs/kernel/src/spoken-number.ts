/** Crockford's base32: no I, L, O, U, so that a number can be read out on the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A number as people read it out and type it: `length` characters of base32, the highest first, and
 * one more that checks them. It finds every single wrong character and every two that changed
 * places. The value must be less than 32^length, and the length at most 30.
 */
export function spokenNumber(value: bigint, length: number): string {
  let rest = value;
  const symbols: number[] = [];
  for (let position = 0; position < length; position += 1) {
    symbols.unshift(Number(rest & 31n));
    rest >>= 5n;
  }
  return [...symbols, checkSymbol(symbols)].map((symbol) => ALPHABET.charAt(symbol)).join('');
}

/**
 * What somebody typed, without what people do differently: any case and width, spaces and dashes.
 * Chinese keyboards write in full width: `ＣＬＭ－７Ｋ３Ｍ`.
 */
export function typedLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
}

/**
 * Reads a spoken number of `length` characters and its check from typed letters, with O for 0, and
 * I or L for 1: as it is written, and its value. Null when it is none, or the check does not fit.
 */
export function readSpokenNumber(
  letters: string,
  length: number,
): { readonly written: string; readonly value: bigint } | null {
  const written = letters.replace(/O/g, '0').replace(/[IL]/g, '1');
  const symbols = [...written].map((letter) => ALPHABET.indexOf(letter));
  if (symbols.length !== length + 1 || symbols.includes(-1)) return null;
  const data = symbols.slice(0, length);
  if (checkSymbol(data) !== symbols[length]) return null;
  return { written, value: data.reduce((value, symbol) => value * 32n + BigInt(symbol), 0n) };
}

/**
 * A weighted sum over GF(32), whose weights are different powers of a primitive element: exactly
 * the condition under which one error or one transposition never leaves the sum as it was.
 */
function checkSymbol(symbols: readonly number[]): number {
  let sum = 0;
  for (const symbol of symbols) sum = timesPrimitive(sum ^ symbol);
  return sum;
}

/** Multiplies by x in GF(2)[x] modulo x^5 + x^2 + 1. */
function timesPrimitive(value: number): number {
  const shifted = value << 1;
  return (shifted & 32) === 0 ? shifted : (shifted ^ 0b100101) & 31;
}
