import fc from 'fast-check';

import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

import { canonicalJournal } from './canonical-journal';
import { LINES_MAX, contentOf, requirePostable } from './journal';
import type { JournalDraft, TransferDraft } from './journal';
import { ENTRY_BYTES_MAX } from './transparency/entry-bundle';

const transfer = (wish: Partial<TransferDraft> = {}): TransferDraft => ({
  debit: '5010',
  credit: '2010',
  money: Money.of(100n, 'CNY'),
  ...wish,
});

const draft = (wish: Partial<JournalDraft> = {}): JournalDraft => ({
  lane: 3,
  kind: 'E05',
  claimId: 'clm_1',
  occurredAt: new Date('2026-03-01T00:00:00Z'),
  actor: 'usr_1',
  idempotencyKey: 'clm_1/E05',
  memo: 'Case reserve set',
  transfers: [transfer()],
  ...wish,
});

describe('a journal', () => {
  it.each([
    ['one line', [transfer()]],
    ['hundreds of lines', Array.from({ length: 700 }, () => transfer())],
    ['lines in several currencies', [transfer(), transfer({ money: Money.of(1n, 'JPY') })]],
  ])('may have %s', (_what, transfers) => {
    expect(() => requirePostable(draft({ transfers }))).not.toThrow();
  });

  it.each([
    ['no line', []],
    ['one line too many', Array.from({ length: LINES_MAX + 1 }, () => transfer())],
    ['a line of zero', [transfer({ money: Money.zero('CNY') })]],
    ['a negative line', [transfer(), transfer({ money: Money.of(-1n, 'CNY') })]],
    ['a line from an account to itself', [transfer({ credit: '5010' })]],
  ])('is refused with %s', (_what, transfers) => {
    const attempt = (): void => requirePostable(draft({ transfers }));
    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'ledger.not_postable' }) as Error);
  });

  it.each([['1969-12-31T23:59:59.999Z'], ['+010000-01-01T00:00:00.000Z'], ['no time at all']])(
    'is refused when it happened at %s, which nobody could write down',
    (time) => {
      const at = (occurredAt: string) => (): void =>
        requirePostable(draft({ occurredAt: new Date(occurredAt) }));
      expect(at(time)).toThrow('1970 and 9999');
      expect(at('1970-01-01T00:00:00.000Z')).not.toThrow();
      expect(at('9999-12-31T23:59:59.999Z')).not.toThrow();
    },
  );

  it('is refused with a key that is too long for an index', () => {
    const named = (length: number) => (): void =>
      requirePostable(draft({ idempotencyKey: '键'.repeat(length) }));
    expect(named(600)).not.toThrow();
    expect(named(601)).toThrow('at most 600 characters');
  });

  it.each([
    ['a long memo', { memo: '长'.repeat(22_000) }],
    ['a long actor', { actor: 'a'.repeat(66_000) }],
    ['a long dimension', { transfers: [transfer({ dimensions: { rail: 'r'.repeat(66_000) } })] }],
    ['many long lines', { transfers: manyLines(LINES_MAX, { rail: 'r'.repeat(30) }) }],
    [
      'many short dimensions',
      {
        transfers: Array.from({ length: 20 }, () =>
          transfer({
            dimensions: Object.fromEntries(Array.from({ length: 400 }, (_, n) => [String(n), ''])),
          }),
        ),
      },
    ],
    ['a kind', { kind: 'E'.repeat(66_000) }],
    ['a claim', { claimId: 'c'.repeat(66_000) }],
  ])('is refused when %s makes it too long for the log', (_what, wish) => {
    expect(() => requirePostable(draft(wish))).toThrow('too long for the log');
  });

  it('that is accepted always fits into an entry of the log', () => {
    // A control character takes six bytes in JSON, which is the most that a text can grow.
    const long = fc.integer({ min: 0, max: 12_000 }).map((length) => '\u0001'.repeat(length));
    const short = fc.integer({ min: 0, max: 500 }).map((length) => '\u0001'.repeat(length));
    const text = fc.oneof({ weight: 4, arbitrary: short }, long);
    const lines = fc
      .tuple(fc.integer({ min: 1, max: 40 }), short)
      .map(([length, rail]) => manyLines(length, { rail }));
    let accepted = 0;
    const fits = (memo: string, actor: string, transfers: JournalDraft['transfers']): boolean => {
      const wanted = draft({ memo, actor, idempotencyKey: memo.slice(0, 600), transfers });
      try {
        requirePostable(wanted);
      } catch {
        return true;
      }
      accepted += 1;
      return entryBytes(wanted) <= ENTRY_BYTES_MAX;
    };
    fc.assert(fc.property(text, text, lines, fits), {
      numRuns: 300,
      examples: [['\u0001'.repeat(400), '', manyLines(20, { rail: '\u0001'.repeat(396) })]],
    });
    expect(accepted).toBeGreaterThan(30);
  });
});

function manyLines(length: number, dimensions: Record<string, string>): TransferDraft[] {
  const money = Money.of(2n ** 63n - 1n, 'CNY');
  return Array.from({ length }, () => transfer({ money, dimensions }));
}

/** How long the entry of the log for a draft will be. */
function entryBytes(wanted: JournalDraft): number {
  const { transfers } = JSON.parse(contentOf(wanted)) as { transfers: never[] };
  const entry = canonicalJournal({
    ...wanted,
    id: 'jnl_01m8beenaye00845saj3n53crd',
    occurredAt: wanted.occurredAt.toISOString(),
    effectiveAt: '2026-03-01T00:00:00.000000Z',
    postedAt: '2026-03-01T00:00:00.000000Z',
    reversesId: wanted.reversesId ?? null,
    transfers,
  });
  return Buffer.byteLength(entry);
}

describe('the content of a journal', () => {
  const FIRST = contentOf(draft());

  it.each<[string, Partial<JournalDraft>]>([
    ['its kind', { kind: 'E07' }],
    ['its claim', { claimId: null }],
    ['when it happened', { occurredAt: new Date('2026-03-01T00:00:00.001Z') }],
    ['what it reverses', { reversesId: 'jnl_1' }],
    ['its memo', { memo: '' }],
    ['an amount', { transfers: [transfer({ money: Money.of(101n, 'CNY') })] }],
    ['a currency', { transfers: [transfer({ money: Money.of(100n, 'JPY') })] }],
    ['an account', { transfers: [transfer({ debit: '5020' })] }],
    ['a dimension', { transfers: [transfer({ dimensions: { rail: 'simulated' } })] }],
    ['one more line', { transfers: [transfer(), transfer()] }],
  ])('is other content with another of %s', (_what, wish) => {
    expect(contentOf(draft(wish))).not.toBe(FIRST);
  });

  it.each<[string, Partial<JournalDraft>]>([
    ['who posts it', { actor: 'system' }],
    ['its key', { idempotencyKey: 'other' }],
    ['its lane', { lane: 4 }],
    ['empty dimensions', { transfers: [transfer({ dimensions: {} })] }],
  ])('is the same whatever %s', (_what, wish) => {
    expect(contentOf(draft(wish))).toBe(FIRST);
  });

  it('does not depend on the order in which dimensions were written', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), {
      selector: ([name]) => name,
      maxLength: 5,
    });
    fc.assert(
      fc.property(pairs, (entries) => {
        const of = (some: [string, string][]): string =>
          contentOf(draft({ transfers: [transfer({ dimensions: Object.fromEntries(some) })] }));
        expect(of([...entries].reverse())).toBe(of(entries));
      }),
    );
  });
});
