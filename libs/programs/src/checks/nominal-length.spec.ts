import { nominalLength } from './nominal-length';

describe('of two promises', () => {
  it.each([
    ['6D', '5BD'],
    ['5BD', '8D'],
    ['7D', '6BD'],
    ['1M', '31D'],
    ['20BD', '1M'],
    ['2H', '2BH'],
    ['8BH', '1BD'],
    ['59min', '1H'],
    ['71H', '3D'],
  ])('%s is the shorter one, and %s the longer', (shorter, longer) => {
    expect(nominalLength(shorter)).toBeLessThan(nominalLength(longer));
  });
});
