import { randomFillSync } from 'node:crypto';

import { LANE_COUNT } from './lane';
import type { Lane } from './lane';

/** The prefixes in use; the glossary in `libs/README.md` names what each stands for. */
export const ID_PREFIXES = [
  'pmt',
  'clm',
  'cln',
  'evd',
  'upl',
  'irq',
  'cev',
  'ast',
  'dec',
  'pyo',
  'jnl',
  'opn',
  'usr',
  'aud',
  'fnd',
  'fev',
  'fnt',
  'pgv',
  'drf',
  'inc',
  'apl',
  'rop',
  'chg',
  'msg',
  'nte',
  'iml',
  'cbk',
  'cll',
  'whe',
  'bkf',
  'bkr',
  'stm',
  'stl',
  'mat',
  'brk',
  'cpt',
  'rcv',
  'rct',
  'rcm',
  'rmp',
  'rpr',
  'cpy',
  'gwl',
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** Crockford's base32 in lower case, as TypeID uses it. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
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
  const bytes = Buffer.allocUnsafe(16);
  drawRandom(bytes);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | madeInMs, 6);
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
  bytes[15] = (bytes.readUInt8(15) & ~(LANE_COUNT - 1)) | lane;
  const suffix = base32(bytes);
  return `${prefix}_${suffix}`;
}

/** Randomness is drawn in advance for 512 ids: asking for each of them takes most of its time. */
const drawn = Buffer.alloc(512 * 8);
let drawnUsed = drawn.length;

/** Fills the last eight bytes, each of them used once. */
function drawRandom(bytes: Buffer): void {
  if (drawnUsed === drawn.length) {
    randomFillSync(drawn);
    drawnUsed = 0;
  }
  drawn.copy(bytes, 8, drawnUsed, drawnUsed + 8);
  drawnUsed += 8;
}

/**
 * 128 bits as 26 characters, five bits each; the first has three. Taken from the right, so that a
 * group of five bytes is eight characters; small numbers, because they are faster than a bigint.
 */
function base32(bytes: Buffer): string {
  let suffix = '';
  for (let end = bytes.length; end > 1; end -= GROUP_BYTES) {
    const high = bytes.readUIntBE(end - GROUP_BYTES, 2) * 16 + (bytes.readUInt8(end - 3) >> 4);
    const low = (bytes.readUIntBE(end - 3, 3) & 0xf_ffff) >>> 0;
    suffix = fourCharacters(high) + fourCharacters(low) + suffix;
  }
  return characterAt(bytes.readUInt8(0) >> 5) + characterAt(bytes.readUInt8(0)) + suffix;
}

const GROUP_BYTES = 5;

function fourCharacters(bits: number): string {
  return (
    characterAt(bits >> 15) + characterAt(bits >> 10) + characterAt(bits >> 5) + characterAt(bits)
  );
}

function characterAt(bits: number): string {
  return ALPHABET.charAt(bits & 31);
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
