import { requireAlike, requireUndecided } from './mergeable';
import type { MergeableClaim } from './mergeable';

const claim = (wish: Partial<MergeableClaim> = {}): MergeableClaim => ({
  id: 'clm_1',
  claimantPartyId: 'u_1001',
  packId: 'a-guarantee',
  packVersion: '1.0.0',
  lossType: 'account_theft',
  currency: 'CNY',
  decisionId: null,
  ...wish,
});
const duplicate = claim({ id: 'clm_2' });

describe('two claims can be merged', () => {
  it('when they are about the same', () => {
    expect(requireAlike(duplicate, claim())).toEqual({ duplicate, other: claim() });
  });

  it.each([
    ['they are one', claim({ id: 'clm_2' }), 'claim.merge_itself'],
    ['one is of another claimant', claim({ claimantPartyId: 'u_1002' }), 'claim.merge_unlike'],
    ['there is only one', undefined, 'claim.not_found'],
    ['they are under other guarantees', claim({ packId: 'another' }), 'claim.merge_unlike'],
    ['the guarantee has changed since', claim({ packVersion: '2.0.0' }), 'claim.merge_unlike'],
    ['the loss is another one', claim({ lossType: 'counterfeit' }), 'claim.merge_unlike'],
    ['the currency is another one', claim({ currency: 'USD' }), 'claim.merge_unlike'],
  ])('unless %s', (_why, other, code) => {
    expect(() => requireAlike(duplicate, other)).toThrow(expect.objectContaining({ code }));
  });

  it('and else it is said in what they differ', () => {
    const other = claim({ lossType: 'counterfeit', currency: 'USD' });
    expect(() => requireAlike(duplicate, other)).toThrow(
      expect.objectContaining({
        details: { differing: ['lossType', 'currency'] },
        text: {
          en: expect.stringContaining('the kind of loss, the currency'),
          'zh-CN': expect.stringContaining('损失类型、币种'),
        },
      }),
    );
  });

  it('unless something was decided on one of them', () => {
    expect(() => requireUndecided(claim())).not.toThrow();
    const decided = claim({ decisionId: 'dec_1' });
    expect(() => requireUndecided(decided)).toThrow(
      expect.objectContaining({
        code: 'claim.merge_decided',
      }),
    );
  });
});
