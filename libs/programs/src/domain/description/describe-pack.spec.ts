import { PackLibrary } from '../../pack-library';
import { PACKS_FOLDER } from '../../read-pack-folder';
import { describeDuration } from '../duration';
import { describeEvent } from '../events';
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
    const parts = [
      ...pack.clocks.flatMap(({ until }) => (until === undefined ? [] : [describeEvent(until)])),
      ...pack.clocks.flatMap(({ pauseReasons = [] }) => pauseReasons.map(({ label }) => label)),
      ...pack.appeal.flatMap(({ answerWithin }) =>
        answerWithin === undefined ? [] : [describeDuration(answerWithin)],
      ),
    ];
    expect(parts.filter(({ en }) => !english.join('\n').includes(en))).toEqual([]);
    expect(parts.filter((part) => !chinese.join('\n').includes(part['zh-CN'].trim()))).toEqual([]);
  });
});

it('what a broken promise pays, and what one person may give, is told with its most', () => {
  const [forward, ...others] = wallet!.clocks;
  const latePays = { fixedMinor: '500', perDayMinor: '1000', upToMinor: '5000' };
  const pack = {
    ...wallet!,
    clocks: [{ ...forward!, latePays }, ...others],
    approval: { ...wallet!.approval, goodwillUpToMinor: '20000' },
  };
  const english = linesIn(pack, 'en').join('\n');
  expect(english).toContain('and we pay 5.00 CNY and 10.00 CNY for each day, 50.00 CNY at most');
  expect(english).toContain('What is given beyond the policy, up to 200.00 CNY: one person.');
});

it('periods that add up are told as periods, and of which losses they are borne', () => {
  const regE = packs.find(({ packId }) => packId === 'us-reg-e');
  const english = linesIn(regE!, 'en');
  expect(english).toEqual(
    expect.arrayContaining([
      'A share is borne only of: "Somebody transferred money without my consent".',
      'The claimant bears at most 50.00 USD (a card, a code or another access device was lost or stolen; for payments made until 2 business days after learning of the loss or theft).',
      'The claimant bears a share without a limit (for payments made later; the bank proves that notice in time would have stopped the transfer). To be proved by bank.',
    ]),
  );
  expect(english.join('\n')).toMatch(
    /up to 50\.00 USD may be held back \(only of unauthorised_eft\)/,
  );
  expect(english.join('\n')).toMatch(/the claimant is told within 2 business days of it/);
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

it.each(['first', 'last'] as const)('says that the claimant is made good %s, if so', (order) => {
  const told = order === 'first' ? 'first to the claimant' : 'after those who paid';
  const recovery = { subrogation: false, uncoveredLoss: order };
  expect(linesIn({ ...wallet!, recovery }, 'en').join()).toContain(told);
  expect(linesIn({ ...wallet!, recovery: { subrogation: false } }, 'en').join()).not.toContain(
    told,
  );
});
