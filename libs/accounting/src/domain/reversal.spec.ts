import fc from 'fast-check';

import { Money } from '@app/money';

import { reversalOf } from './reversal';
import type { ReversibleJournal } from './reversal';

const occurredAt = new Date('2026-04-01T08:00:00Z');
const correction = { actor: 'usr_2', occurredAt, reason: 'Booked on the wrong rail' };

const posted = (wish: Partial<ReversibleJournal> = {}): ReversibleJournal => ({
  journal: { id: 'jnl_1', lane: 3, kind: 'E11', claimId: 'clm_1' },
  transfers: [
    {
      debitAccount: '1150',
      creditAccount: '2100',
      currency: 'CNY',
      amountMinor: 100n,
      dimensions: { pack: 'cn@1' },
    },
    {
      debitAccount: '1040',
      creditAccount: '1020',
      currency: 'CNY',
      amountMinor: 100n,
      dimensions: { fund: 'guarantee' },
    },
  ],
  ...wish,
});

describe('a reversal', () => {
  it('exchanges debit and credit of every line and says what it reverses and why', () => {
    expect(reversalOf(posted(), correction)).toEqual({
      lane: 3,
      kind: 'E36',
      claimId: 'clm_1',
      occurredAt,
      actor: 'usr_2',
      reversesId: 'jnl_1',
      idempotencyKey: 'jnl_1/E36',
      memo: 'E11 reversed: Booked on the wrong rail',
      transfers: [
        {
          debit: '2100',
          credit: '1150',
          money: Money.of(100n, 'CNY'),
          dimensions: { pack: 'cn@1' },
        },
        {
          debit: '1020',
          credit: '1040',
          money: Money.of(100n, 'CNY'),
          dimensions: { fund: 'guarantee' },
        },
      ],
    });
  });

  it('belongs to no claim when the journal belongs to none', () => {
    const journal = { id: 'jnl_2', lane: 0, kind: 'E01', claimId: null };
    expect(reversalOf(posted({ journal }), correction)).toMatchObject({ lane: 0, claimId: null });
  });

  it.each(['', ' \n'])('is refused without a reason (%j)', (reason) => {
    expect(() => reversalOf(posted(), { ...correction, reason })).toThrow(
      expect.objectContaining({ code: 'accounting.reason_missing' }) as Error,
    );
  });

  it('reversed in turn gives back the lines of the journal', () => {
    const line = fc.record({
      debitAccount: fc.constantFrom('1010', '1020', '1030'),
      creditAccount: fc.constantFrom('2010', '2030', '2040'),
      currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
      amountMinor: fc.bigInt(1n, 10n ** 15n),
      dimensions: fc.dictionary(fc.constantFrom('rail', 'pack'), fc.string()),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (transfers) => {
        const once = reversalOf(posted({ transfers }), correction);
        const reversed = once.transfers.map(({ debit, credit, money, dimensions = {} }) => ({
          debitAccount: debit,
          creditAccount: credit,
          currency: money.currency,
          amountMinor: money.amountMinor,
          dimensions,
        }));
        const journal = { id: 'jnl_2', lane: 3, kind: 'E36', claimId: null };
        const twice = reversalOf({ journal, transfers: reversed }, correction);
        expect(twice.transfers).toEqual(
          transfers.map(({ debitAccount, creditAccount, currency, amountMinor, dimensions }) => ({
            debit: debitAccount,
            credit: creditAccount,
            money: Money.of(amountMinor, currency),
            dimensions,
          })),
        );
      }),
    );
  });
});
