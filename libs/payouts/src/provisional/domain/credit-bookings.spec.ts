import { journalOf, reversalOf } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { newId } from '@app/kernel';
import { Money } from '@app/money';
import fc from 'fast-check';

import { OF_FUND, creditedBack, creditedBy, takenBack } from './credit-bookings';
import type { CreditedInto } from './credit-bookings';

const WALLET: CreditedInto = { into: 'wallet', source: 'fund' };
const BANK: CreditedInto = { into: 'bank', rail: 'simulated' };
const usd = (minor: bigint): Money => Money.of(minor, 'USD');
const CONTEXT = {
  ...{ lane: 5, claimId: newId('clm', 5), actor: 'system', causeId: newId('pyo', 5) },
  ...{ occurredAt: new Date('2026-11-20T04:00:00Z'), pack: 'us-reg-e@1005.2018' },
  ...OF_FUND,
};
const linesOf = (events: readonly AccountingEvent[]): string[] =>
  events
    .flatMap((event) => journalOf(event, CONTEXT)?.transfers ?? [])
    .map(({ debit, credit, money }) => `${debit}/${credit} ${money.amountMinor.toString()}`);

describe('the bookings of a credit', () => {
  it.each<[CreditedInto, string[]]>([
    [WALLET, ['1150/2100 100', '1040/1020 100']],
    [{ into: 'wallet', source: 'operating_cash' }, ['1150/2100 100', '1040/1010 100']],
    [BANK, ['1150/1030 100']],
  ])('into %j are E11, with what backs it', (to, lines) => {
    expect(linesOf([creditedBy(usd(100n), to)])).toEqual(lines);
  });

  it.each([
    [100n, 0n, ['2100/1150 100', '1020/1040 100']],
    [60n, 40n, ['2100/1150 60', '1020/1040 60', '1140/1150 40']],
    [0n, 100n, ['1140/1150 100']],
  ])('are E13 for %s that were there and E14 for %s that were not', (taken, short, lines) => {
    expect(linesOf(takenBack(usd(taken), usd(short), 'fund'))).toEqual(lines);
  });

  it.each([
    ['fund' as const, '2100/1150 70'],
    [null, '1140/1150 70'],
  ])('are shown for what is backed by %s before it goes back', (backedBy, line) => {
    expect(linesOf(creditedBack([{ part: { backedBy } }], usd(70n)))[0]).toBe(line);
  });

  /** What customers hold and what backs it, after each journal of a life. */
  function* backing(events: readonly AccountingEvent[]): Generator<readonly [bigint, bigint]> {
    let [cash, wallets] = [0n, 0n];
    for (const event of events) {
      for (const { debit, credit, money } of journalOf(event, CONTEXT)?.transfers ?? []) {
        cash += debit === '1040' ? money.amountMinor : 0n;
        cash -= credit === '1040' ? money.amountMinor : 0n;
        wallets += credit === '2100' ? money.amountMinor : 0n;
        wallets -= debit === '2100' ? money.amountMinor : 0n;
      }
      yield [cash, wallets];
    }
  }

  it('leave 1040 equal to 2100 after every journal of every life', () => {
    const life = fc.record({
      to: fc.constantFrom<CreditedInto[]>(WALLET, BANK),
      amount: fc.bigInt(1n, 1_000_000n),
      final: fc.double({ min: 0, max: 1, noNaN: true }),
      there: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const part = (of: bigint, share: number): bigint =>
      (of * BigInt(Math.floor(share * 1_000))) / 1_000n;
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 6 }), (lives) => {
        const events = lives.flatMap(({ to, amount, final, there }) => {
          const open = amount - part(amount, final);
          const taken = to.into === 'wallet' ? part(open, there) : 0n;
          return [
            creditedBy(usd(amount), to),
            { code: 'E12', money: usd(amount - open) } as const,
            ...takenBack(usd(taken), usd(open - taken), 'fund'),
          ];
        });
        for (const [cash, wallets] of backing(events)) {
          expect(cash).toBe(wallets);
          expect(cash >= 0n).toBe(true);
        }
      }),
    );
  });

  it('are undone line by line where it never arrived', () => {
    const draft = journalOf(creditedBy(usd(100n), WALLET), CONTEXT)!;
    const posted = {
      journal: { id: newId('jnl', 5), lane: 5, kind: 'E11', claimId: CONTEXT.claimId },
      transfers: draft.transfers.map(({ debit, credit, money, dimensions = {} }) => ({
        ...{ debitAccount: debit, creditAccount: credit, currency: 'USD' },
        ...{ amountMinor: money.amountMinor, dimensions },
      })),
    };
    const reason = 'credit failed: ACCOUNT_CLOSED';
    const { transfers } = reversalOf(posted, { ...CONTEXT, reason });
    expect(transfers.map(({ debit, credit }) => `${debit}/${credit}`)).toEqual([
      '2100/1150',
      '1020/1040',
    ]);
  });
});
