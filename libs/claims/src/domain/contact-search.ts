/** Whom a claim is about, as people who search know them. */
export interface SearchedContact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

export type ContactMatch = 'name' | 'phone' | 'email';

/** No key is longer, so that a long name has no long keys: what is left out is compared later. */
const KEY_LENGTH_MAX = 24;
const PHONE_DIGITS_MIN = 4;
/** E.164. */
const PHONE_DIGITS_MAX = 15;
/** The digits of a subscriber: what stands before them is written in many ways. */
const SUBSCRIBER_DIGITS = 7;
const LETTERS_MIN = 3;
const HAN_MIN = 2;
const PHONE = /^\+?[\d\s().\-/]+$/;
const HAN = /\p{Script=Han}/u;

/**
 * The keys under which a contact is found, as text of a `tsvector`. Each is the end of a name, so
 * that what begins a key is any part of the name; a telephone number stands backwards, so that its
 * last digits begin the key.
 */
export function contactKeys({ name, email, phone }: SearchedContact): string {
  const letters = [...plain(name)];
  const ends = letters.map((_, at) => letters.slice(at, at + KEY_LENGTH_MAX).join(''));
  const digits = phone === null ? '' : digitsOf(phone);
  return [
    ...new Set(ends.map((end) => `n:${end}`)),
    ...(digits === '' ? [] : [`p:${backwards(digits).slice(0, PHONE_DIGITS_MAX)}`]),
    ...(email === null ? [] : [`e:${folded(email).trim()}`]),
  ]
    .map(quoted)
    .join(' ');
}

/**
 * What to ask the keys for what somebody typed, as text of a `tsquery`; null when it is too short
 * to say anything: three letters, two Chinese characters or four digits are enough. It finds a
 * little too much; `contactMatches` says what was meant.
 */
export function contactQuery(typed: string): string | null {
  const text = folded(typed).trim();
  const asked = [nameQuery(text), phoneQuery(text), emailQuery(text)].filter((one) => one !== null);
  return asked.length === 0 ? null : asked.join(' | ');
}

/** By what a contact fits what somebody typed; empty when it does not. */
export function contactMatches(typed: string, contact: SearchedContact): ContactMatch[] {
  const text = folded(typed).trim();
  const words = wordsOf(text);
  const name = plain(contact.name);
  const matches: Record<ContactMatch, boolean> = {
    name: nameQuery(text) !== null && words.every((word) => name.includes(word)),
    phone: phoneQuery(text) !== null && contact.phone !== null && isSamePhone(text, contact.phone),
    email:
      emailQuery(text) !== null && contact.email !== null && folded(contact.email).startsWith(text),
  };
  return (['name', 'phone', 'email'] as const).filter((field) => matches[field]);
}

function nameQuery(text: string): string | null {
  if (PHONE.test(text) || text.includes('@')) return null;
  const words = wordsOf(text);
  const long = words.filter(isLongEnough);
  const joined = words.join('');
  // Two short words, such as Li Na, stand side by side in a name as a rule.
  const asked = long.length > 0 ? long : [joined].filter(isLongEnough);
  return asked.length === 0 ? null : `(${asked.map((word) => beginning('n:', word)).join(' & ')})`;
}

function phoneQuery(text: string): string | null {
  const digits = digitsOf(text);
  const isPhone =
    PHONE.test(text) && digits.length >= PHONE_DIGITS_MIN && digits.length <= PHONE_DIGITS_MAX;
  return isPhone ? beginning('p:', backwards(digits).slice(0, SUBSCRIBER_DIGITS)) : null;
}

function emailQuery(text: string): string | null {
  const isAddress = text.length >= LETTERS_MIN && !/\s/.test(text);
  return isAddress ? beginning('e:', text) : null;
}

/**
 * Whether one number is the end of the other: +86 138 0013 8000 is known as 13800138000 and by its
 * last digits, and 07911 123456 is +44 7911 123456.
 */
function isSamePhone(one: string, other: string): boolean {
  const [short = '', long = ''] = [digitsOf(one), digitsOf(other)]
    .map((digits) => digits.replace(/^0+(?=\d{4})/, ''))
    .sort((left, right) => left.length - right.length);
  return long.endsWith(short);
}

/** Words as names hold them; Chinese ones are put together, with whatever spaces they are typed. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const word of text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')) {
    const before = words.at(-1) ?? '';
    if (HAN.test(before) && HAN.test(word)) words.splice(-1, 1, before + word);
    else words.push(word);
  }
  return words;
}

function isLongEnough(word: string): boolean {
  return [...word].length >= (HAN.test(word) ? HAN_MIN : LETTERS_MIN);
}

/** Without width, case and accents, which people type or leave out as they please. */
function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare.normalize('NFKC').toLowerCase();
}

function plain(name: string): string {
  return folded(name).replace(/[^\p{L}\p{N}]/gu, '');
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/[^0-9]/g, '');
}

function backwards(digits: string): string {
  return [...digits].reverse().join('');
}

function beginning(kind: string, text: string): string {
  return `${quoted(kind + [...text].slice(0, KEY_LENGTH_MAX).join(''))}:*`;
}

/** A lexeme as PostgreSQL reads it, whatever characters it holds. */
function quoted(key: string): string {
  return `'${key.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
