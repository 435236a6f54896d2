import fc from 'fast-check';

import type { CanonicalJournal, CanonicalTransfer } from '../canonical-journal';

/** A line of 199.00 CNY, unless wished else. */
export function aLine(wish: Partial<CanonicalTransfer> = {}): CanonicalTransfer {
  return {
    debit: '5010',
    credit: '2010',
    currency: 'CNY',
    amountMinor: '19900',
    dimensions: {},
    ...wish,
  };
}

/** A journal of one such line, posted some hours after it occurred. */
export function aJournal(wish: Partial<CanonicalJournal> = {}): CanonicalJournal {
  return {
    lane: 5,
    id: 'jnl_01m8beenaye00845saj3n53cr5',
    actor: 'system',
    idempotencyKey: 'clm_1/E05',
    effectiveAt: '2026-03-01T00:00:00.000000Z',
    postedAt: '2026-03-01T08:00:00.123456Z',
    kind: 'E05',
    claimId: null,
    occurredAt: '2026-03-01T00:00:00.000Z',
    reversesId: null,
    memo: '立案准备金 "set"\n',
    transfers: [aLine()],
    ...wish,
  };
}

/** A text of letters of any script. */
export const anyText = fc.string({ unit: 'grapheme', maxLength: 12 });
const anyTime = fc
  .integer({ min: 0, max: 4_000_000_000_000 })
  .map((milliseconds) => new Date(milliseconds).toISOString());
const anyExactTime = anyTime.map((time) => time.replace('Z', '123Z'));
const anyLine: fc.Arbitrary<CanonicalTransfer> = fc.record({
  debit: anyText,
  credit: anyText,
  currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
  amountMinor: fc.bigInt(1n, 2n ** 63n - 1n).map(String),
  dimensions: fc.dictionary(anyText, anyText, { maxKeys: 4 }),
});

/** A journal of the right form with whatever texts. */
export const anyJournal: fc.Arbitrary<CanonicalJournal> = fc.record({
  lane: fc.nat(63),
  id: fc.stringMatching(/^jnl_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
  actor: anyText,
  idempotencyKey: anyText,
  effectiveAt: anyExactTime,
  postedAt: anyExactTime,
  kind: anyText,
  claimId: fc.option(anyText),
  occurredAt: anyTime,
  reversesId: fc.option(anyText),
  memo: anyText,
  transfers: fc.array(anyLine, { minLength: 1, maxLength: 4 }),
});
