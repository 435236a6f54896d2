import 'reflect-metadata';

import { validateSync } from 'class-validator';

import { SafeLine, SafeText } from './fields';

class Words {
  @SafeText(20)
  text!: string;

  @SafeLine(20)
  line!: string;
}

function wrongFields(said: string): string[] {
  const words = Object.assign(new Words(), { text: said, line: said });
  return validateSync(words).map(({ property }) => property);
}

describe('words that people type', () => {
  it.each(['', '  ', '\u200b\u200b', '\u2060\u200d', '\u00ad', '\u3164', '\ufe0f'])(
    'are none when nobody sees them: %j',
    (said) => {
      expect(wrongFields(said)).toEqual(['text', 'line']);
    },
  );

  it.each(['.', '好', 'a\u200db', '👨‍👩‍👧'])('are some when anything of them is seen: %j', (said) => {
    expect(wrongFields(said)).toEqual([]);
  });
});
