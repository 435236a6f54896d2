import { randomBytes } from 'node:crypto';

import { LANE_COUNT } from './lane';
import type { Lane } from './lane';

/** The prefixes in use; the glossary in `libs/README.md` names what each stands for. */
export const ID_PREFIXES = [
  'pmt',
  'clm',
  'cln',
  'evd',
  'cev',
  'ast',
  'dec',
  'pyo',
  'jnl',
  'opn',
  'usr',
  'aud',
  'fnd',
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** Crockford's base32 in lower case, as TypeID uses it. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SUFFIX_LENGTH = 26;
const ID = /^([a-z]{3})_([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/** The last millisecond that ids were made in, and how many: one process's ids sort as made. */
let lastMs = 0;
let madeInMs = 0;
const MADE_IN_MS_MAX = 0xfff;

/**
 * Makes a new id such as `clm_01h455vb4pex5vsknk084sn02q`: a TypeID, that is a prefix and a UUIDv7
 * in base32 (RFC 9562, with the counter of its method 1). Its low six bits are the lane, so that an
 * id alone finds its rows; 56 bits are random.
 */
export function newId(prefix: IdPrefix, lane: Lane): string {
  if (!Number.isInteger(lane) || lane < 0 || lane >= LANE_COUNT) {
    throw new RangeError(`A lane is 0 to ${String(LANE_COUNT - 1)}, not ${String(lane)}.`);
  }
  const nowMs = Date.now();
  madeInMs = nowMs > lastMs ? 0 : madeInMs + 1;
  lastMs = Math.max(nowMs, lastMs) + (madeInMs > MADE_IN_MS_MAX ? 1 : 0);
  madeInMs &= MADE_IN_MS_MAX;
  const bytes = Buffer.concat([Buffer.alloc(8), randomBytes(8)]);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | madeInMs, 6);
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
  bytes[15] = (bytes.readUInt8(15) & ~(LANE_COUNT - 1)) | lane;
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let suffix = '';
  for (let position = 0; position < SUFFIX_LENGTH; position += 1) {
    suffix = `${ALPHABET.charAt(Number(rest & 31n))}${suffix}`;
    rest >>= 5n;
  }
  return `${prefix}_${suffix}`;
}

/** Whether a text has the form of an id (of the given prefix). It says nothing about existence. */
export function isId(text: string, prefix?: IdPrefix): boolean {
  const found = ID.exec(text)?.[1];
  return prefix === undefined
    ? (ID_PREFIXES as readonly string[]).includes(found ?? '')
    : found === prefix;
}

/** The lane that an id carries in its low six bits. The id must satisfy `isId`. */
export function laneOfId(id: string): Lane {
  const high = ALPHABET.indexOf(id.charAt(id.length - 2));
  const low = ALPHABET.indexOf(id.charAt(id.length - 1));
  if (high < 0 || low < 0) throw new Error(`Not an id: ${id}`);
  return ((high << 5) | low) & (LANE_COUNT - 1);
}
