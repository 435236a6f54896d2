import { checkPack } from '../check-pack';
import { changed } from '../testing/changed';
import { itRefuses, problemsOf, shipped } from '../testing/shipped-packs';

const gb = shipped('gb-app-reimbursement');
const wallet = shipped('cn-wallet-theft-guarantee');

describe('the amounts of a pack refuse', () => {
  itRefuses(gb, [
    ['amount.caps', [{ scope: 'claim' }], '$.amount.caps[0].amountMinor', 'needs its amount'],
    [
      'amount.caps',
      [{ scope: 'funds_found', amountMinor: '5' }],
      '$.amount.caps[0].amountMinor',
      'takes its amount from the claim',
    ],
    ['amount.caps.1', gb.amount.caps[0], '$.amount.caps[1]', '"claim" is there already'],
    ['amount.excess.amountMinor', '8500000', '$.amount.excess.amountMinor', 'nothing would ever'],
  ]);

  it('no excess just below the cap', () => {
    expect(problemsOf(changed(gb, 'amount.excess.amountMinor', '8499999'))).toEqual([]);
  });
});

describe('the approval tiers of a pack refuse', () => {
  itRefuses(wallet, [
    ['approval.tiers.1.awardUpToMinor', '20000', '$.approval.tiers', 'must rise'],
    ['approval.tiers.0.awardUpToMinor', null, '$.approval.tiers', 'must rise'],
    ['approval.tiers.2', undefined, '$.approval.tiers', 'the last tier has the limit null'],
    ['approval.tiers.2.tier', 'automatic', '$.approval.tiers', 'needs a person'],
    ['approval.tiers.1.tier', 'dual', '$.approval.tiers', 'Limits and people must rise'],
  ]);
});

describe('what no claim can bring', () => {
  const warningsOf = (pack: unknown): string[] => {
    const checked = checkPack(pack);
    return 'warnings' in checked ? checked.warnings.map(({ path }) => path) : ['refused'];
  };
  const tiers = [
    { tier: 'single', awardUpToMinor: '8500001' },
    { tier: 'dual', awardUpToMinor: null },
  ];

  it.each<[string, unknown, readonly string[]]>([
    ['evidence.0.requiredFromMinor', '8500001', ['$.evidence[0].requiredFromMinor']],
    ['evidence.0.requiredFromMinor', '8500000', []],
    ['approval.tiers', tiers, ['$.approval.tiers[0].awardUpToMinor']],
  ])('is warned of: %s = %j', (place, value, paths) => {
    expect(warningsOf(changed(gb, place, value))).toEqual(paths);
  });
});
