import { PackLibrary } from '../../pack-library';
import { PACKS_FOLDER } from '../../read-pack-folder';
import { describePack } from './describe-pack';

const packs = PackLibrary.read(PACKS_FOLDER).list();
const wallet = packs.find(({ packId }) => packId === 'cn-wallet-theft-guarantee');

const linesIn = (pack: (typeof packs)[number], language: 'en' | 'zh-CN'): string[] =>
  describePack(pack).flatMap(({ title, lines }) => [title, ...lines].map((text) => text[language]));

describe.each(packs)('$packId $version in plain words', (pack) => {
  const english = linesIn(pack, 'en');
  const chinese = linesIn(pack, 'zh-CN');

  it('says everything in both languages, and nothing that is not a word', () => {
    for (const text of [...english, ...chinese]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|\[object|NaN|null/);
    }
    // Sources are called what they are called.
    const own = english.slice(0, english.indexOf('Sources'));
    expect(own.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
    expect(chinese.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('leaves no part of the pack out', () => {
    const named = [
      ...pack.lossTypes.map(({ id }) => id),
      ...pack.exclusions.map(({ id }) => id),
      ...pack.evidence.map(({ id }) => id),
      ...pack.clocks.map(({ id }) => id),
      ...pack.appeal.map(({ step }) => step),
      ...pack.eligible.claimants,
    ];
    expect(named.filter((id) => !english.join('\n').includes(id))).toEqual([]);
    const duties = (pack.duties ?? []).map(({ label }) => label['zh-CN']);
    expect(duties.filter((duty) => !chinese.includes(duty))).toEqual([]);
  });
});

it('a pack is told in sentences', () => {
  const english = linesIn(wallet!, 'en');
  expect(english).toEqual(
    expect.arrayContaining([
      '100 % of the loss that has not come back.',
      'At most 1000000.00 CNY a claimant and calendar year.',
      'Within 3 months after the payment.',
      expect.stringMatching(
        /^We pay within 1 business day of approval \(pay: 1 business day after the approval; if broken: a person is called\)$/,
      ),
    ]),
  );
});
