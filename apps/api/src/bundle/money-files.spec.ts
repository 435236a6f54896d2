import { maskedAccount } from './money-files';

describe('an account of somebody else', () => {
  it.each([
    ['6222000011112222', '****2222'],
    ['622200001111', '****1111'],
    ['13800138000', '****'],
    ['a@b.c', '****'],
    ['', '****'],
  ])('%s is shown as %s', (account, shown) => {
    expect(maskedAccount(account)).toBe(shown);
  });
});
