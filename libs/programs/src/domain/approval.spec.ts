import { Money } from '@app/money';

import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { approvalFor } from './approval';

const pack = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
const clean = { evidenceWaived: false, signalsClean: true };
const unclean = { evidenceWaived: false, signalsClean: false };
const waived = { evidenceWaived: true, signalsClean: true };

describe('the approval that an award needs', () => {
  it.each([
    [0n, clean, 'automatic', 0],
    [20_000n, clean, 'automatic', 0],
    [20_001n, clean, 'single', 1],
    [500_000n, clean, 'single', 1],
    [500_001n, clean, 'dual', 2],
    [100_000_000n, clean, 'dual', 2],
    [1n, unclean, 'single', 1],
    [20_000n, unclean, 'single', 1],
    [500_001n, unclean, 'dual', 2],
    [1n, waived, 'dual', 2],
    [500_001n, waived, 'dual', 2],
  ])('for %d minor units given %j is %s: %d people', (amountMinor, given, tier, people) => {
    const approval = approvalFor(pack, Money.of(amountMinor, 'CNY'), given);
    expect(approval).toMatchObject({ tier, peopleRequired: people });
  });

  it('says why, in both languages', () => {
    expect(approvalFor(pack, Money.of(19_900n, 'CNY'), unclean).why).toEqual({
      en: '199.00 CNY is within the automatic limit, but something calls for a person; it needs one person.',
      'zh-CN': '199.00 CNY 在自动批准限额内，但有情况需要人工处理，须由一人批准。',
    });
  });

  it.each([
    [1n, 'USD'],
    [-1n, 'CNY'],
  ])('is refused for %d %s', (amountMinor, currency) => {
    expect(() => approvalFor(pack, Money.of(amountMinor, currency), clean)).toThrow(
      'An award under cn-wallet-theft-guarantee is zero or more CNY',
    );
  });
});
