import { hash as oneShotHash } from 'node:crypto';

/** A fingerprint has four words of 32 bits, in which no two texts agree. */
export const FINGERPRINT_WORDS = 4;
const WORD_BYTES = 4;

/** Writes the first half of the SHA-256 of a text as its fingerprint. */
export function fingerprintOfText(text: string, words: Uint32Array): void {
  const digest = oneShotHash('sha256', text, 'binary');
  for (let word = 0; word < FINGERPRINT_WORDS; word += 1) {
    const at = word * WORD_BYTES;
    words[word] =
      digest.charCodeAt(at) |
      (digest.charCodeAt(at + 1) << 8) |
      (digest.charCodeAt(at + 2) << 16) |
      (digest.charCodeAt(at + 3) << 24);
  }
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;
const PREFIX_LENGTH = 'jnl_'.length;

/** Writes the 128 bits that an id stands for (a TypeID, `newId` of the kernel). */
export function fingerprintOfId(id: string, words: Uint32Array): void {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let at = PREFIX_LENGTH; at < id.length; at += 2) {
    const digits = ((VALUES[id.charCodeAt(at)] ?? 0) << 5) | (VALUES[id.charCodeAt(at + 1)] ?? 0);
    first = (first << 10) | (second >>> 22);
    second = (second << 10) | (third >>> 22);
    third = (third << 10) | (fourth >>> 22);
    fourth = (fourth << 10) | digits;
  }
  words[0] = first;
  words[1] = second;
  words[2] = third;
  words[3] = fourth;
}

const SLOTS_FIRST_LOG2 = 12;
/** 2^32 divided by the golden ratio: it spreads what differs in a few bits only. */
const GOLDEN = 0x9e3779b1;

/**
 * Remembers under which index each of millions of fingerprints was seen, in 40 to 80 bytes each: a
 * `Map` would need several times as much, and ends at 16 million.
 */
export class FingerprintTable {
  private slotsLog2 = SLOTS_FIRST_LOG2;
  private words = new Uint32Array(FINGERPRINT_WORDS << SLOTS_FIRST_LOG2);
  /** The index plus one; zero where a slot is free. */
  private places = new Uint32Array(1 << SLOTS_FIRST_LOG2);
  private entries = 0;

  /** Remembers a fingerprint; when it was seen before, returns its first index instead. */
  add(fingerprint: Uint32Array, index: number): number | null {
    const slot = this.slotOf(fingerprint, 0);
    const place = this.places[slot] ?? 0;
    if (place > 0) return place - 1;
    this.put(slot, fingerprint, 0, index + 1);
    this.entries += 1;
    if (this.entries * 2 > this.places.length) this.grow();
    return null;
  }

  /** The index under which a fingerprint was added, or null. */
  find(fingerprint: Uint32Array): number | null {
    const place = this.places[this.slotOf(fingerprint, 0)] ?? 0;
    return place > 0 ? place - 1 : null;
  }

  /** The slot that holds the words at `at`, or the free one where they belong. */
  private slotOf(words: Uint32Array, at: number): number {
    const mixed = Math.imul((words[at + 2] ?? 0) ^ (words[at + 3] ?? 0), GOLDEN);
    const last = this.places.length - 1;
    let slot = mixed >>> (32 - this.slotsLog2);
    while (this.places[slot] !== 0 && !this.holds(slot, words, at)) slot = (slot + 1) & last;
    return slot;
  }

  private holds(slot: number, words: Uint32Array, at: number): boolean {
    const own = slot * FINGERPRINT_WORDS;
    for (let word = 0; word < FINGERPRINT_WORDS; word += 1) {
      if (this.words[own + word] !== words[at + word]) return false;
    }
    return true;
  }

  private put(slot: number, words: Uint32Array, at: number, place: number): void {
    const own = slot * FINGERPRINT_WORDS;
    for (let word = 0; word < FINGERPRINT_WORDS; word += 1) {
      this.words[own + word] = words[at + word] ?? 0;
    }
    this.places[slot] = place;
  }

  private grow(): void {
    const { words, places } = this;
    this.slotsLog2 += 1;
    this.words = new Uint32Array(words.length * 2);
    this.places = new Uint32Array(places.length * 2);
    for (let slot = 0; slot < places.length; slot += 1) {
      const place = places[slot] ?? 0;
      const at = slot * FINGERPRINT_WORDS;
      if (place > 0) this.put(this.slotOf(words, at), words, at, place);
    }
  }
}
