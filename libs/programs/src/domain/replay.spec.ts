import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { assess } from './assess';
import type { Assessment } from './assessment';
import { replay } from './replay';
import { theFacts } from './testing/sample-facts';

const wallet = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
const facts = theFacts();
const assessedAt = new Date('2026-11-23T02:00:00Z');
/** As a JSON column gives it back: keys in another order, no fields without a value. */
const keptResult = (): Assessment =>
  Object.fromEntries(
    Object.entries(JSON.parse(JSON.stringify(assess(wallet, facts, assessedAt)))).reverse(),
  ) as unknown as Assessment;

describe('a replay', () => {
  it('comes to the same bytes, whatever the order in which they were kept', () => {
    const { difference, bytes, sha256 } = replay(wallet, {
      facts,
      result: keptResult(),
      assessedAt,
    });
    expect(difference).toBeNull();
    expect(bytes).toBeGreaterThan(1_000);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      'an amount that was changed',
      (kept: Assessment) => ({ ...kept, award: { ...kept.award, amountMinor: '1' } }),
      { path: '$.award.amountMinor', kept: '"1"', again: '"19900"' },
    ],
    [
      'a step that was taken out at the end',
      (kept: Assessment) => ({ ...kept, steps: kept.steps.slice(0, 1) }),
      { path: '$.steps[1]', kept: null, again: expect.stringContaining('"rule"') },
    ],
    [
      'a field that was added',
      (kept: Assessment) => ({ ...kept, bonus: 1 }),
      { path: '$.bonus', kept: '1', again: null },
    ],
  ])('names %s', (_, spoilt, expected) => {
    const result = spoilt(keptResult());
    expect(replay(wallet, { facts, result, assessedAt }).difference).toEqual(expected);
  });

  it('shows that the pack is another one than it was', () => {
    const stingy = { ...wallet, amount: { ...wallet.amount, coverageBp: 5_000 } };
    const { difference } = replay(stingy, { facts, result: keptResult(), assessedAt });
    expect(difference).toMatchObject({
      path: '$.approval.why.en',
      again: expect.stringContaining('99.50 CNY'),
    });
  });
});
