import { carriedMinor } from './carried-award';
import { PAYOUT_STATUSES } from './payout-lifecycle';
import type { PayoutStatus } from './payout-lifecycle';

const payout = (
  status: PayoutStatus,
  amountMinor: bigint,
  claimLineId = 'cln_1',
): { claimLineId: string; status: PayoutStatus; amountMinor: bigint } => ({
  claimLineId,
  status,
  amountMinor,
});

describe('what payouts carry of the award of a line', () => {
  it('is all that lives or has settled, and nothing that is dead', () => {
    const counted = PAYOUT_STATUSES.filter(
      (status) => carriedMinor({ id: 'cln_1' }, [payout(status, 100n)]) === 100n,
    );
    expect(counted).toEqual([
      'created',
      'submitted',
      'pending',
      'action_required',
      'unknown',
      'settled',
    ]);
  });

  it('adds up over the lives of a claim, line by line', () => {
    const payouts = [
      payout('settled', 300n),
      payout('failed', 200n),
      payout('created', 200n),
      payout('settled', 900n, 'cln_2'),
    ];
    expect(carriedMinor({ id: 'cln_1' }, payouts)).toBe(500n);
    expect(carriedMinor({ id: 'cln_3' }, payouts)).toBe(0n);
  });
});
