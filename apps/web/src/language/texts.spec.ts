import { LANGUAGES } from './language';
import { TEXTS, fillText } from './texts';
import type { TextKey } from './texts-en';
import { TEXTS_EN } from './texts-en';

const KEYS = Object.keys(TEXTS_EN) as TextKey[];
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
}

describe.each(OTHERS)('the catalogue of %s', (language) => {
  it('has the keys of the English one, in the same order', () => {
    expect(Object.keys(TEXTS[language])).toEqual(KEYS);
  });

  it.each(KEYS)('fills the same places in %s', (key) => {
    expect(placeholdersOf(TEXTS[language][key])).toEqual(placeholdersOf(TEXTS.en[key]));
  });
});

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const texts = Object.entries(TEXTS[language]);

  it('has words for everything, without spaces around them', () => {
    expect(texts.filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('never tells people not to answer', () => {
    const mute = /请勿回复|勿回复|no-?reply|do not reply/i;
    expect(texts.filter(([, text]) => mute.test(text))).toEqual([]);
  });
});

describe('a text with places to fill', () => {
  it('takes each value as it is, even one that looks like a pattern', () => {
    expect(fillText('{phone} {phone} {other}', { phone: '$& {other}' })).toBe(
      '$& {other} $& {other} {other}',
    );
  });

  it('shows the place that nobody filled, whatever its name', () => {
    expect(fillText('{time} {constructor}', {})).toBe('{time} {constructor}');
  });
});
