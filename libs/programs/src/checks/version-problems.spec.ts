import type { Pack } from '../domain/pack';
import { shipped } from '../testing/shipped-packs';
import { versionProblems } from './version-problems';

const version = (
  number: string,
  [from, to]: readonly [string | null, string | null],
  status: Pack['status'] = 'illustrative',
): Pack => ({
  ...shipped('cn-wallet-theft-guarantee'),
  version: number,
  status,
  effective: { from, to },
});
const problemsOf = (...packs: readonly Pack[]): string[] =>
  versionProblems(packs).map(
    ({ pack, problem: { path, text } }) => `${pack.version} ${path}: ${text.en}`,
  );

const OPEN = [null, null] as const;
const FROM_JULY = ['2026-07-01', null] as const;

describe('the versions of a pack', () => {
  it.each<[string, readonly Pack[]]>([
    ['one after the other', [version('1', [null, '2026-06-30']), version('2', FROM_JULY)]],
    ['an open one until the next begins', [version('1', OPEN), version('2', FROM_JULY)]],
    [
      'a gap, while nothing is promised',
      [version('1', [null, '2026-05-31']), version('2', FROM_JULY)],
    ],
    ['a draft beside any other', [version('1', OPEN), version('2', OPEN, 'draft')]],
    ['whatever order they are read in', [version('0.10', FROM_JULY), version('0.9', OPEN)]],
  ])('may be %s', (_, packs) => {
    expect(problemsOf(...packs)).toEqual([]);
  });

  it.each<[string, readonly Pack[], string]>([
    [
      'are two that begin at once',
      [version('1', OPEN), version('2', OPEN)],
      '2 $.effective.from: We saw null',
    ],
    [
      'begin on the same day',
      [version('1', FROM_JULY), version('2', FROM_JULY)],
      '2 $.effective.from: We saw 2026-07-01; the older',
    ],
    [
      'begin earlier by a higher number',
      [version('1', FROM_JULY), version('2', ['2026-06-30', null])],
      '2 $.effective.from: We saw 2026-06-30; the older',
    ],
    [
      'overlap by a day',
      [version('1', [null, '2026-07-01']), version('2', FROM_JULY)],
      'lasts until 2026-07-01: two versions would be in force at once',
    ],
    ['have one number', [version('1', OPEN), version('1', FROM_JULY)], '1 $.version: There is'],
    [
      'have one number, written twice',
      [version('1', OPEN), version('1.0', FROM_JULY)],
      '1.0 $.version',
    ],
    [
      'are a draft and what is in force under one number',
      [version('1', OPEN), version('1', OPEN, 'draft')],
      '1 $.version: There is',
    ],
  ])('are refused when they %s', (_, packs, problem) => {
    for (const read of [packs, packs.toReversed()]) {
      const problems = problemsOf(...read);
      expect(problems).toHaveLength(1);
    }
    expect(problemsOf(...packs)[0]).toContain(problem);
  });

  it('of different packs have nothing to do with each other', () => {
    expect(problemsOf(version('1', OPEN), { ...version('1', OPEN), packId: 'another' })).toEqual(
      [],
    );
  });
});
