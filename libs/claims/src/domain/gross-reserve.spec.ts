import { Money } from '@app/money';

import { grossReserve } from './gross-reserve';

const gbp = (amountMinor: bigint): Money => Money.of(amountMinor, 'GBP');

describe('what is set aside for a claim', () => {
  it.each([
    ['the award with the excess that it will be paid without', 990_000n, 10_000n, 1_000_000n],
    ['the award alone where the claimant bears nothing', 1_000_000n, 0n, 1_000_000n],
    ['nothing where the excess eats the loss', 0n, 10_000n, 0n],
  ])('is %s', (_what, award, ownShare, reserve) => {
    const assessment = { award: gbp(award).toJson(), ownShare: gbp(ownShare).toJson() };
    expect(grossReserve(assessment)).toEqual(gbp(reserve));
  });
});
