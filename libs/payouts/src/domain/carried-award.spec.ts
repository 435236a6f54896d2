import { carriedMinor } from './carried-award';
import { PAYOUT_STATUSES } from './payout-lifecycle';
import type { PayoutStatus } from './payout-lifecycle';

const payout = (
  status: PayoutStatus,
  amountMinor: bigint,
  claimLineId = 'cln_1',
  statusReason: string | null = null,
): Parameters<typeof carriedMinor>[1][number] => ({
  kind: 'award',
  claimLineId,
  status,
  statusReason,
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

  it.each([
    [null, 0n],
    ['PAYEE_CLOSED', 0n],
    ['released', 100n],
    ['paid_to_state', 100n],
  ])('counts what came back (%p) only once nobody can collect it any more', (reason, minor) => {
    const returned = payout('returned', 100n, 'cln_1', reason);
    expect(carriedMinor({ id: 'cln_1' }, [returned])).toBe(minor);
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

  it('is no money that came back of the loss and was paid on', () => {
    const recovered = { ...payout('settled', 100n), kind: 'recovered' as const };
    expect(carriedMinor({ id: 'cln_1' }, [recovered, payout('settled', 300n)])).toBe(300n);
  });
});
