import { describeDuration, parseDuration } from './duration';

describe('a duration', () => {
  it.each([
    ['5BD', 5, 'BD'],
    ['2BH', 2, 'BH'],
    ['15D', 15, 'D'],
    ['2H', 2, 'H'],
    ['13M', 13, 'M'],
    ['30min', 30, 'min'],
  ])('reads %s as a count of %d and the unit %s', (text, count, unit) => {
    expect(parseDuration(text)).toEqual({ count, unit });
  });

  it.each(['', '5', 'BD', '0D', '-1D', '1.5H', '5bd', '5 BD', '10Y', '5BDx', '10000D'])(
    'refuses %p and says how to write it',
    (text) => {
      expect(() => parseDuration(text)).toThrow('is not a duration');
    },
  );

  it.each([
    ['1BD', '1 business day', '1 个工作日'],
    ['5BD', '5 business days', '5 个工作日'],
    ['2BH', '2 business hours', '2 个工作小时'],
    ['15D', '15 days', '15 天'],
    ['3M', '3 months', '3 个月'],
    ['30min', '30 minutes', '30 分钟'],
  ])('says %s in words', (text, en, zh) => {
    expect(describeDuration(text)).toEqual({ en, 'zh-CN': zh });
  });
});
