import { isSameMailbox, maskedAddress, plainAddress } from './mail-address';

describe('an address of mail', () => {
  it.each([
    ['Lin@Example.COM', 'lin@example.com'],
    ['  <lin@example.com> ', 'lin@example.com'],
    ['lin+claims@example.com', 'lin+claims@example.com'],
    ['lin@例子.中国', 'lin@xn--fsqu00a.xn--fiqs8s'],
    ['林@example.com', '林@example.com'],
    ['lin@xn--fsqu00a.xn--fiqs8s', 'lin@xn--fsqu00a.xn--fiqs8s'],
    ['lin@localhost', 'lin@localhost'],
  ])('%s is written down as %s', (text, plain) => {
    expect(plainAddress(text)).toBe(plain);
  });

  it.each([
    '',
    'lin',
    '@example.com',
    'lin@',
    'lin@example.com, wang@example.com',
    'lin@ex ample.com',
    'lin@exa\0mple.com',
    'lin\r\n@example.com',
    'lin@example.com/path',
    'lin@example.com:25',
    'lin@user@example.com',
    `${'x'.repeat(65)}@example.com`,
    `lin@${'x'.repeat(60)}.${'y'.repeat(200)}.com`,
  ])('%j is none', (text) => {
    expect(plainAddress(text)).toBeNull();
  });

  it.each([
    ['Lin@example.com', 'lin@EXAMPLE.com', true],
    ['lin@example.com', 'wang@example.com', false],
    ['lin@例子.中国', 'lin@xn--fsqu00a.xn--fiqs8s', true],
    ['lin', 'lin', false],
    ['lin@example.com', null, false],
  ])('%s is the mailbox of %s: %s', (one, other, isSame) => {
    expect(isSameMailbox(one, other)).toBe(isSame);
  });

  it.each([
    ['lin@example.com', 'l***@example.com'],
    ['林@example.com', '林***@example.com'],
    ['nonsense', '***'],
  ])('%s is shown to operators as %s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked);
  });
});
