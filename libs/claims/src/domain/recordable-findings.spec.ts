import { PACKS_FOLDER, PackLibrary } from '@app/programs';

import { recordableFindings, requireFinding } from './recordable-findings';
import type { FindingWish } from './recordable-findings';
import { refusedBy } from './testing/refusals';

const library = PackLibrary.read(PACKS_FOLDER);
const KINDS = ['business', 'individual'];

const recordable = (packId: string, lossType: string) => {
  const pack = library.versionsOf(packId).at(-1)!;
  return recordableFindings(pack, lossType, KINDS);
};
const names = (packId: string, lossType: string): string[] =>
  recordable(packId, lossType)
    .map(({ finding }) => finding)
    .filter((finding) => !finding.startsWith('exclusions.'));

describe('what can be found out', () => {
  it.each([
    ['cn-wallet-theft-guarantee', 'account_theft', ['claimantKind']],
    ['gb-app-reimbursement', 'malicious_payee', ['crossBorder', 'claimantKind']],
    ['cn-store-guarantee', 'counterfeit', ['feesMinor', 'claimantKind']],
    ['cn-store-guarantee', 'damaged_goods', ['damageBp', 'claimantKind']],
    ['paypal-like-buyer-protection', 'not_received', ['purchasePriceMinor', 'claimantKind']],
    ['br-pix-med', 'scam', ['fundsFoundMinor', 'claimantKind']],
  ])('under %s about %s is %j, besides its exclusions', (packId, lossType, expected) => {
    expect(names(packId, lossType)).toEqual(expected);
  });

  it('are all exclusions of the pack, with who bears the burden of proof', () => {
    const pack = library.versionsOf('gb-app-reimbursement').at(-1)!;
    const found = recordableFindings(pack, 'malicious_payee', KINDS).filter(({ finding }) =>
      finding.startsWith('exclusions.'),
    );
    expect(found.map(({ finding }) => finding)).toEqual(
      pack.exclusions.map(({ id }) => `exclusions.${id}`),
    );
    expect(found.map(({ burden }) => burden)).toEqual(pack.exclusions.map(({ burden }) => burden));
    expect(found.some(({ burden }) => burden !== undefined)).toBe(true);
  });
});

describe('a finding', () => {
  const wish = (finding: string, value: string, lineId: string | null = null): FindingWish => ({
    finding,
    value,
    lineId,
  });
  const refused = (packId: string, lossType: string, asked: FindingWish) =>
    refusedBy(() => requireFinding(asked, ['cln_1', 'cln_2'], recordable(packId, lossType)));

  it.each<[string, string, FindingWish, string | null]>([
    ['gb-app-reimbursement', 'malicious_payee', wish('crossBorder', 'true', 'cln_2'), null],
    ['gb-app-reimbursement', 'malicious_payee', wish('exclusions.civil_dispute', 'false'), null],
    ['cn-store-guarantee', 'damaged_goods', wish('damageBp', '10000', 'cln_1'), null],
    ['cn-store-guarantee', 'damaged_goods', wish('damageBp', '0', 'cln_1'), null],
    ['br-pix-med', 'scam', wish('fundsFoundMinor', '999999999999999'), null],
    ['br-pix-med', 'scam', wish('claimantKind', 'business'), null],
  ])('under %s (%s) may be %j', (packId, lossType, asked, code) => {
    expect(refused(packId, lossType, asked)).toBe(code);
  });

  it.each<[string, string, FindingWish, string]>([
    ['cn-store-guarantee', 'counterfeit', wish('damageBp', '100', 'cln_1'), 'finding.unknown'],
    ['br-pix-med', 'scam', wish('exclusions.family', 'true'), 'finding.unknown'],
    ['br-pix-med', 'scam', wish('exclusions.', 'true'), 'finding.unknown'],
    ['br-pix-med', 'scam', wish('crossBorder', 'true', 'cln_1'), 'finding.unknown'],
    ['cn-store-guarantee', 'damaged_goods', wish('damageBp', '1'), 'finding.line_needed'],
    ['cn-store-guarantee', 'damaged_goods', wish('damageBp', '1', 'cln_9'), 'finding.line_needed'],
    ['br-pix-med', 'scam', wish('fundsFoundMinor', '1', 'cln_1'), 'finding.of_the_claim'],
    ['br-pix-med', 'scam', wish('fundsFoundMinor', '01'), 'finding.malformed_value'],
    ['br-pix-med', 'scam', wish('fundsFoundMinor', '-1'), 'finding.malformed_value'],
    ['br-pix-med', 'scam', wish('fundsFoundMinor', '1e9'), 'finding.malformed_value'],
    ['br-pix-med', 'scam', wish('fundsFoundMinor', '1000000000000000'), 'finding.malformed_value'],
    ['br-pix-med', 'scam', wish('regret', 'true'), 'finding.unknown'],
    ['br-pix-med', 'scam', wish('exclusions.regret', 'yes'), 'finding.malformed_value'],
    ['br-pix-med', 'scam', wish('claimantKind', 'martian'), 'finding.malformed_value'],
    [
      'cn-store-guarantee',
      'damaged_goods',
      wish('damageBp', '10001', 'cln_1'),
      'finding.malformed_value',
    ],
    [
      'cn-store-guarantee',
      'damaged_goods',
      wish('damageBp', '12.5', 'cln_1'),
      'finding.malformed_value',
    ],
  ])('under %s (%s) may not be %j', (packId, lossType, asked, code) => {
    expect(refused(packId, lossType, asked)?.code).toBe(code);
  });

  it('that nobody reckons with is told which are', () => {
    const refusal = refused('br-pix-med', 'scam', wish('mood', 'true'));
    expect(refusal).toMatchObject({
      details: {
        field: 'finding',
        allowed: expect.arrayContaining(['exclusions.regret', 'fundsFoundMinor']),
      },
      text: { en: expect.stringContaining('fundsFoundMinor') },
    });
  });
});
