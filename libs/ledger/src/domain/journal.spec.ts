import fc from 'fast-check';

import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

import { LINES_MAX, requestHash, requirePostable } from './journal';
import type { JournalDraft, TransferDraft } from './journal';

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
    ['as many lines as are allowed', Array.from({ length: LINES_MAX }, () => transfer())],
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
});

describe('the content of a journal', () => {
  const FIRST = requestHash(draft());

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
    expect(requestHash(draft(wish))).not.toBe(FIRST);
  });

  it.each<[string, Partial<JournalDraft>]>([
    ['who posts it', { actor: 'system' }],
    ['its key', { idempotencyKey: 'other' }],
    ['its lane', { lane: 4 }],
    ['empty dimensions', { transfers: [transfer({ dimensions: {} })] }],
  ])('is the same whatever %s', (_what, wish) => {
    expect(requestHash(draft(wish))).toBe(FIRST);
  });

  it('does not depend on the order in which dimensions were written', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), {
      selector: ([name]) => name,
      maxLength: 5,
    });
    fc.assert(
      fc.property(pairs, (entries) => {
        const of = (some: [string, string][]): string =>
          requestHash(draft({ transfers: [transfer({ dimensions: Object.fromEntries(some) })] }));
        expect(of([...entries].reverse())).toBe(of(entries));
      }),
    );
  });
});
