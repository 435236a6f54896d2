import { minorOfTyped, typedOfMinor } from './typed-amount';

describe('an amount that somebody types', () => {
  it.each([
    ['860', 'CNY', '86000'],
    ['860.5', 'CNY', '86050'],
    ['860.', 'CNY', '86000'],
    [' 1,234.50 ', 'CNY', '123450'],
    ['1，234.50', 'CNY', '123450'],
    ['0.05', 'CNY', '5'],
    ['0', 'CNY', '0'],
    ['500', 'JPY', '500'],
    ['1.005', 'KWD', '1005'],
    ['999999999999.99', 'CNY', '99999999999999'],
  ])('%j in %s is %s of the smallest unit', (typed, currency, minor) => {
    expect(minorOfTyped(typed, currency)).toBe(minor);
  });

  it.each(['', 'all of it', '1.005', '-5', '1.2.3', '0x10', '1e3'])(
    '%j, which is none, stays as it is',
    (typed) => {
      expect(minorOfTyped(typed, 'CNY')).toBe(typed);
    },
  );

  it.each([
    ['86000', 'CNY', '860.00'],
    ['5', 'CNY', '0.05'],
    ['500', 'JPY', '500'],
    ['1005', 'KWD', '1.005'],
    ['1.005', 'CNY', '1.005'],
    ['all of it', 'CNY', 'all of it'],
  ])('that was kept as %j in %s is shown as %j', (minor, currency, typed) => {
    expect(typedOfMinor(minor, currency)).toBe(typed);
  });
});
