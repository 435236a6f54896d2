import { reserveOnTop } from './reserve-on-top';

const cny = (amountMinor: string): { currency: string; amountMinor: string } => ({
  currency: 'CNY',
  amountMinor,
});
const assessment = {
  lines: [
    { lineId: 'cln_1', award: cny('900'), reasonCode: 'covered.full' },
    { lineId: 'cln_2', award: cny('500'), reasonCode: 'covered.full' },
  ],
  ownShare: cny('100'),
};
const line = (
  id: string,
  awardMinor: bigint | null,
): { id: string; awardMinor: bigint | null } => ({
  id,
  awardMinor,
});

describe('what may come on top of what a claim was awarded', () => {
  it.each([
    ['all, with the own share', [line('cln_1', null), line('cln_2', null)], 0n, 1_500n],
    ['the lines that are disputed', [line('cln_2', null)], 0n, 600n],
    ['the rest of a line', [line('cln_1', 300n), line('cln_2', 500n)], 800n, 600n],
    ['nothing, where more was awarded', [line('cln_1', 1_200n)], 1_200n, 0n],
    ['nothing, for a line that the pack does not know', [line('cln_3', null)], 0n, 0n],
  ])('is %s', (_what, lines, awardedSoFar, expected) => {
    expect(reserveOnTop(assessment, lines, awardedSoFar)).toBe(expected);
  });
});
