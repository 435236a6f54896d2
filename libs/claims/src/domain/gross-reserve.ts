import { Money } from '@app/money';
import type { Assessment } from '@app/programs';

/**
 * What is set aside for a claim by its assessment: the award with what the claimant bears of the
 * covered loss, because excess and own share are taken off with the award and not before (E08).
 * Nothing where nothing would be awarded.
 */
export function grossReserve({ award, ownShare }: Pick<Assessment, 'award' | 'ownShare'>): Money {
  const expected = Money.fromJson(award);
  return expected.isZero() ? expected : expected.plus(Money.fromJson(ownShare));
}
