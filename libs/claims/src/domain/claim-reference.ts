import { LANE_COUNT } from '@app/kernel';
import type { Lane } from '@app/kernel';

/** Crockford's base32: no I, L, O, U, so that a reference can be read out on the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_LENGTH = 7;
/** Random bits beside the lane's six: 7 characters hold 35 bits. */
export const REFERENCE_RANDOM_BITS = 29;

/**
 * A claim's reference for people: `CLM-7K3M-92QD`. The first seven characters hold the lane and a
 * random number, the eighth checks them: it finds every single wrong character and every two that
 * changed places. `random` must be less than 2^29.
 */
export function makeReference(lane: Lane, random: number): string {
  let rest = BigInt(random) * BigInt(LANE_COUNT) + BigInt(lane);
  const symbols: number[] = [];
  for (let position = 0; position < DATA_LENGTH; position += 1) {
    symbols.unshift(Number(rest & 31n));
    rest >>= 5n;
  }
  const text = [...symbols, checkSymbol(symbols)].map((symbol) => ALPHABET.charAt(symbol)).join('');
  return `CLM-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Before eight more characters only: a reference without it may begin C1M and be typed CLM. */
const PREFIX = /^CLM(?=.{8}$)/;

/**
 * Reads a reference as people type it: any case, any width, with or without `CLM`, spaces and
 * dashes, O for 0, I or L for 1. Null when it is not one or the check character does not fit.
 */
export function readReference(text: string): { reference: string; lane: Lane } | null {
  const typed = text
    .normalize('NFKC') // What a Chinese keyboard writes in full width: ＣＬＭ－７Ｋ３Ｍ.
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(PREFIX, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const symbols = [...typed].map((letter) => ALPHABET.indexOf(letter));
  if (symbols.length !== DATA_LENGTH + 1 || symbols.includes(-1)) return null;
  const data = symbols.slice(0, DATA_LENGTH);
  if (checkSymbol(data) !== symbols[DATA_LENGTH]) return null;
  const lane = (((data.at(-2) ?? 0) << 5) | (data.at(-1) ?? 0)) & (LANE_COUNT - 1);
  return { reference: `CLM-${typed.slice(0, 4)}-${typed.slice(4)}`, lane };
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
