import fc from 'fast-check';

import { usernameOf, usernameProblem } from './username';

describe('the name of an account', () => {
  it.each([
    ['Lin@Example.org ', 'lin@example.org'],
    ['ｌｉｎ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'lin@example.org'],
    ['STRASSE', 'straße'],
    ['\u212a1', 'k1'],
    ['ﬁne', 'fine'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['café', 'cafe\u0301'],
  ])('is the same whether written %j or %j', (one, other) => {
    expect(usernameOf(one)).toBe(usernameOf(other));
  });

  it('is kept as it is compared: what was folded once is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const name = usernameOf(text);
        expect(usernameOf(name)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is folded once and for all for every character that there is', () => {
    const unsettled: string[] = [];
    for (let point = 0x20; point < 0x30000; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const name = usernameOf(`a${String.fromCodePoint(point)}b`);
      if (usernameOf(name) !== name) unsettled.push(point.toString(16));
    }
    expect(unsettled).toEqual([]);
  });

  it.each([
    'lin@example.org',
    'sun.li+claims@example.org',
    '林小满',
    '林lin',
    'иван@example.ru',
    "o'neill",
    'ﬁne',
    'usr_lin',
    'müller-lüdenscheidt',
  ])('may be %j', (name) => {
    expect(usernameProblem(name, 'username')).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a blank', 'lin li'],
    ['a zero-width space', 'lin\u200b@example.org'],
    ['a zero-width joiner', 'l\u200din'],
    ['a soft hyphen', 'li\u00adn'],
    ['an override of direction', '\u202enil'],
    ['a byte order mark', 'l\ufeffin'],
    ['a filler that counts as a letter', 'lin\u3164'],
    ['a blank of Braille', 'lin\u2800'],
    ['a control character', 'lin\u0007'],
    ['a variation selector', 'lin\ufe0f'],
    ["a character that is nobody's", 'lin\ue000'],
    ['a Cyrillic letter among Latin ones', 'аdmin@example.org'],
    ['a Greek letter among Latin ones', 'οps@example.org'],
    ['a Latin letter among Cyrillic ones', 'ивaн'],
  ])('is not one with %s', (_what, name) => {
    expect(usernameProblem(name, 'username')).toMatchObject({
      kind: 'unprocessable',
      code: 'account.username_unclear',
      details: { field: 'username' },
    });
  });

  it('that is refused is told by the characters that nobody sees', () => {
    const saw = 'l i U+200B n';
    expect(usernameProblem('li\u200bn', 'username')).toMatchObject({ details: { saw } });
  });
});
