import { TurnoverFold, balanceMinorOf, onNormalSide } from './turnover';
import { aJournal, aLine } from './testing/sample-journals';

const MARCH = '2026-03-01T08:00:00.000000Z';
const EARLIER = '2026-02-28T23:59:59.999999Z';
const LATER = '2026-03-02T00:00:00.000000Z';

const foldOf = (...times: string[]): TurnoverFold => {
  const fold = new TurnoverFold();
  for (const [at, postedAt] of times.entries()) fold.add(at, aJournal({ postedAt }));
  return fold;
};

describe('a balance', () => {
  it.each([
    ['debit', 5n],
    ['credit', -5n],
  ] as const)('on the %s side is %s', (side, balance) => {
    expect(onNormalSide(5n, side)).toBe(balance);
    expect(balanceMinorOf({ debitMinor: 7n, creditMinor: 2n }, side)).toBe(balance);
  });
});

describe('the turnover of some journals', () => {
  it.each([
    ['one time', [MARCH], MARCH, MARCH],
    ['times in their order', [EARLIER, MARCH, LATER], EARLIER, LATER],
    ['times in the other order', [LATER, MARCH, EARLIER], EARLIER, LATER],
    ['the same time again', [MARCH, MARCH, LATER, MARCH], MARCH, LATER],
  ])('is within %s', (_what, times, first, last) => {
    expect(foldOf(...times).range('booked')).toEqual({ first, last });
  });

  it('has no time before there is a journal', () => {
    expect(() => foldOf().range('effective')).toThrow('Nothing was added.');
  });

  it('names each leaf that touched an account, once', () => {
    const fold = new TurnoverFold();
    const [fee, other] = [
      aLine({ debit: '5030', credit: '1030' }),
      aLine({ debit: '1010', credit: '1030', currency: 'JPY' }),
    ];
    fold.add(7, aJournal({ transfers: [fee, fee, other] }));
    fold.add(8, aJournal({ transfers: [other] }));
    fold.add(9, aJournal({ transfers: [fee] }));
    const leaves = fold.totals().map(({ code, currency, leafIndexes }) => ({
      [`${code} ${currency}`]: leafIndexes,
    }));
    expect(Object.assign({}, ...leaves)).toEqual({
      [`5030 ${fee.currency}`]: [7, 9],
      [`1030 ${fee.currency}`]: [7, 9],
      '1010 JPY': [7, 8],
      '1030 JPY': [7, 8],
    });
  });
});
