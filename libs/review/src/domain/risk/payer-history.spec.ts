import { ago, disputed, past, signalNamed, times } from '../testing/risk-story';

describe('the disputed payments beside the payer’s own', () => {
  const median = (amounts: readonly bigint[], wish = {}): string | undefined =>
    signalNamed('amount.of_median_bp', {
      payments: [disputed({ amountMinor: 30_000n })],
      history: amounts.map((amountMinor) => past({ amountMinor, ...wish })),
    })?.value;

  it.each([
    ['five payments', [1n, 2n, 30_000n, 40_000n, 50_000n], '10000'],
    [
      'an even number: the lower one in the middle',
      [1n, 2n, 15_000n, 30_000n, 40_000n, 50_000n],
      '20000',
    ],
    ['four payments, which are no history', [1n, 2n, 3n, 4n], undefined],
  ])('are compared with the median of %s', (_what, amounts, value) => {
    expect(median(amounts)).toBe(value);
  });

  it.each([
    ['in another currency', { currency: 'USD' }],
    ['that did not settle', { status: 'failed' }],
    ['of more than 180 days ago', { paidAt: ago(180, 1) }],
    ['made after the filing', { paidAt: ago(-1) }],
    ['that are the disputed one itself', { id: 'pmt_disputed' }],
  ])('are not compared with payments %s', (_what, wish) => {
    const amounts = times(5, () => 10_000n);
    expect(median(amounts, { paidAt: ago(180) })).toBe('30000');
    expect(median(amounts, wish)).toBeUndefined();
  });

  it('have no habit to be held against below twenty payments', () => {
    const share = (count: number): string | undefined =>
      signalNamed('habit.hour_share_bp', { history: times(count, () => past()) })?.value;
    expect(share(19)).toBeUndefined();
    expect(share(20)).toBe('10000');
  });

  it.each([
    // The disputed payment is of 23:30 in Shanghai.
    ['22:30', 60, '10000'],
    ['0:29 of the next day', -59, '10000'],
    ['21:59', 91, '0'],
    ['1:00 of the next day', -90, '0'],
  ])('are at home among payments of %s', (_hour, minutes, value) => {
    // Noon is 12 hours before midnight: half past eleven is eleven and a half hours later.
    const night = -(11 * 60 + 30);
    const signal = signalNamed('habit.hour_share_bp', {
      payments: [disputed({ paidAt: ago(2, night) })],
      history: times(20, () => past({ paidAt: ago(9, night + minutes) })),
    });
    expect(signal?.value).toBe(value);
  });

  it('are looked at by the most unusual one', () => {
    const odd = disputed({ id: 'pmt_odd', paidAt: ago(1, 6 * 60) });
    const signal = signalNamed('habit.hour_share_bp', {
      payments: [disputed(), odd],
      history: times(20, () => past()),
    });
    expect(signal).toMatchObject({ value: '0', source: ['pmt_odd'] });
  });

  it.each([
    ['by the account alone', { payeeId: null, payeeAccount: '6222' }, '4'],
    ['by the id alone', { payeeId: 'm_77', payeeAccount: 'other' }, '4'],
    ['without id and account', { payeeId: null, payeeAccount: null }, '0'],
    ['but disputed those as well', { payeeId: 'm_77', isDisputed: true }, '0'],
  ])('may go to a payee whom the payer knows %s', (_what, wish, value) => {
    const signal = signalNamed('payee.known_days', {
      payments: [
        wish.payeeId === null && wish.payeeAccount === null
          ? disputed({ payeeId: null })
          : disputed({ payeeAccount: '6222' }),
      ],
      history: times(4, (n) => past({ paidAt: ago(n + 3), ...wish })),
    });
    expect(signal?.value).toBe(value);
  });

  it('count as a known payee by days, however often somebody pays within one', () => {
    const signal = signalNamed('payee.known_days', {
      history: times(50, (n) =>
        past({ id: `pmt_${String(n)}`, payeeId: 'm_77', paidAt: ago(3, n) }),
      ),
    });
    expect(signal?.value).toBe('1');
  });
});
