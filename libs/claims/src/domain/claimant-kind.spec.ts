import { PACKS_FOLDER, PackLibrary } from '@app/programs';

import { DEFAULT_CLAIMANT_KIND, claimantKinds, requireClaimantKind } from './claimant-kind';
import { refusedBy } from './testing/refusals';

describe('what a claimant is', () => {
  const known = claimantKinds(PackLibrary.read(PACKS_FOLDER).list());

  it('is one of the kinds that the packs speak of, each of them once', () => {
    expect(known).toEqual([
      'business',
      'individual',
      'micro_enterprise',
      'small_charity',
      'sole_proprietor',
    ]);
    expect(known).toContain(DEFAULT_CLAIMANT_KIND);
    expect(requireClaimantKind('small_charity', known)).toBe('small_charity');
  });

  it('is nothing else, and the kinds are listed', () => {
    expect(refusedBy(() => requireClaimantKind('martian', known))).toMatchObject({
      kind: 'unprocessable',
      code: 'claim.unknown_claimant_kind',
      details: { field: 'claimantKind', saw: 'martian', allowed: known },
    });
  });
});
