import { coverageLimit } from './coverage-limit';
import type { LossType } from './pack';
import { aPack, aPackWhere } from './testing/sample-pack';

const theft = aPack().lossTypes[0]!;

describe('the most that a pack can pay on a payment', () => {
  it.each<[string, Partial<LossType>, bigint, bigint | null]>([
    ['is its share of the loss', {}, 101n, 50n],
    ['is that of the loss type, above the loss', { coverageBp: 30_000 }, 101n, 303n],
    ['has no limit with fees on top', { paysFees: true }, 101n, null],
    ['is nothing when nothing is lost, fees or not', { paysFees: true }, 0n, 0n],
    ['is nothing when more came back than was paid', {}, -1n, 0n],
  ])('%s', (_, type, lostMinor, limitMinor) => {
    const pack = aPackWhere({ coverageBp: 5000 }, { lossTypes: [{ ...theft, ...type }] });
    expect(coverageLimit(pack, 'account_theft', lostMinor)).toBe(limitMinor);
  });
});
