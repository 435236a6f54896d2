import { claimFindings, foundClaimantKind, lineFindings } from './findings';
import type { RecordedFinding } from './findings';

const found = (finding: string, value: string, lineId: string | null = null): RecordedFinding => ({
  finding,
  lineId,
  value,
});

describe('what was found out', () => {
  it('says nothing where nothing was found', () => {
    expect(claimFindings([])).toEqual({});
    expect(lineFindings('cln_1', [])).toEqual({});
    expect(foundClaimantKind('individual', [])).toBe('individual');
  });

  it('names the exclusions that apply, by the newest record of each', () => {
    const findings = [
      found('exclusions.own_transfer', 'true'),
      found('exclusions.family', 'true'),
      found('exclusions.lent_account', 'false'),
      found('exclusions.own_transfer', 'false'),
    ];
    expect(claimFindings(findings)).toEqual({ exclusions: ['family'] });
  });

  it('stands where it belongs, and as it was found last', () => {
    const findings = [
      found('fundsFoundMinor', '100'),
      found('fundsFoundMinor', '250'),
      found('crossBorder', 'true', 'cln_1'),
      found('purchasePriceMinor', '19900', 'cln_1'),
      found('feesMinor', '0', 'cln_1'),
      found('damageBp', '2500', 'cln_1'),
      found('crossBorder', 'false', 'cln_2'),
    ];
    expect(claimFindings(findings)).toEqual({ fundsFoundMinor: '250' });
    expect(lineFindings('cln_1', findings)).toEqual({
      crossBorder: true,
      purchasePriceMinor: '19900',
      feesMinor: '0',
      damageBp: 2_500,
    });
    expect(lineFindings('cln_2', findings)).toEqual({ crossBorder: false });
    expect(lineFindings('cln_3', findings)).toEqual({});
  });

  it('counts more than what the claimant said to be', () => {
    const findings = [found('claimantKind', 'business'), found('claimantKind', 'micro_enterprise')];
    expect(foundClaimantKind('individual', findings)).toBe('micro_enterprise');
  });
});
