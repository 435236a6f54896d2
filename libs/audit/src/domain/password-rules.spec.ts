import { requireStrongPassword } from './password-rules';

const outcome = (password: string, username = 'wang@example.org'): string => {
  try {
    requireStrongPassword(password, username);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a password', () => {
  it.each([
    ['correct horse', 'several words'],
    ['我爱北京天安门和故宫博物院', 'twelve characters of Chinese'],
    ['wang-lives-in-gate-4', 'twelve characters besides the name'],
    ['😀🐎🏠🌊🍎🎈🚲🎹📚🔑🧊🪁', 'twelve signs of four bytes'],
  ])('such as %j is taken: %s', (password) => {
    expect(outcome(password)).toBe('taken');
  });

  it.each([
    ['correct-hor', 'eleven characters'],
    ['', 'nothing'],
    ['wangwangwang1', 'the name of the account again and again'],
    ['WANG-horse-12', 'fewer than twelve besides the name'],
    ['aaaaaaaaaaaaaaaa', 'one character'],
    ['123456789012', 'a row'],
    ['abcdefghijklmnop', 'the alphabet'],
    ['zyxwvutsrqponm', 'the alphabet backwards'],
    ['abababababababab', 'two neighbours'],
    ['azazazazazazazaz', 'two in turn'],
    ['😀😀😀😀😀😀', 'twelve units, but six signs'],
  ])('such as %j is refused: %s', (password) => {
    expect(outcome(password)).toBe('password.weak');
  });

  it('is judged whatever the account is called', () => {
    expect(outcome('correct horse', 'a@example.org')).toBe('taken');
    expect(outcome('correct horse', '')).toBe('taken');
    expect(outcome('correct horse', 'horse')).toBe('password.weak');
  });
});
