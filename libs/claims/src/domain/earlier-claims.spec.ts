import { Money } from '@app/money';

import { requireUnclaimed } from './earlier-claims';
import type { EarlierLine } from './earlier-claims';
import { refusedBy } from './testing/refusals';

const asked = (amountMinor: bigint) => ({
  index: 2,
  money: Money.of(amountMinor, 'CNY'),
  lossType: 'account_theft',
  packId: 'wallet',
});

/** A payment of 100.00 of which this much is refunded, and claimed by claims that live. */
const payment = ({ refundedMinor = 0n, claimedMinor = 0n } = {}) => ({
  id: 'pmt_a',
  amountMinor: 10_000n,
  refundedMinor,
  claimedMinor,
});

const earlier = (wish: Partial<EarlierLine> = {}): EarlierLine => ({
  paymentId: 'pmt_a',
  claimId: 'clm_a',
  reference: 'CLM-0000-0001',
  status: 'in_review',
  lossType: 'account_theft',
  packId: 'wallet',
  lineStatus: 'claimed',
  amountMinor: 4_000n,
  awardMinor: null,
  ...wish,
});

describe('what an earlier claim is about', () => {
  const open = [earlier()];
  const denied = [earlier({ status: 'denied', lineStatus: 'denied', awardMinor: 0n })];
  const partly = [earlier({ status: 'paid', lineStatus: 'awarded', awardMinor: 1_000n })];
  const closed = [earlier({ status: 'closed', lineStatus: 'denied', awardMinor: 0n })];
  const otherLoss = [{ ...denied[0]!, lossType: 'qr_swapped' }];
  const otherPack = [{ ...denied[0]!, packId: 'insurance' }];
  const otherPayment = [{ ...open[0]!, paymentId: 'pmt_b' }];
  const withdrawn = [earlier({ status: 'withdrawn', lineStatus: 'withdrawn' })];
  const merged = [earlier({ status: 'closed', lineStatus: 'merged' })];
  // Looked at again: its part is held by the payment itself.
  const reopened = [earlier({ status: 'in_review', lineStatus: 'denied', awardMinor: 0n })];

  it.each<[string, bigint, bigint, EarlierLine[], string | null]>([
    ['leaves what nobody has claimed', 6_000n, 4_000n, open, null],
    ['is in progress', 6_001n, 4_000n, open, 'claim.already_open'],
    ['was awarded', 9_001n, 1_000n, partly, 'claim.already_decided'],
    ['was refused', 6_001n, 0n, denied, 'claim.already_decided'],
    ['was refused, and leaves the rest', 6_000n, 0n, denied, null],
    ['was refused in part', 6_001n, 1_000n, partly, 'claim.already_decided'],
    ['was refused in part, and leaves the rest', 6_000n, 1_000n, partly, null],
    ['was refused and closed', 6_001n, 0n, closed, 'claim.already_decided'],
    ['was refused as another kind of loss', 10_000n, 0n, otherLoss, null],
    ['was refused under another promise', 10_000n, 0n, otherPack, null],
    ['is another payment', 10_000n, 0n, otherPayment, null],
    ['was withdrawn', 10_000n, 0n, withdrawn, null],
    ['lives on in another claim', 10_000n, 0n, merged, null],
    ['is looked at again', 6_001n, 4_000n, reopened, 'claim.already_open'],
    ['is looked at again, and leaves the rest', 6_000n, 4_000n, reopened, null],
    ['is in progress, but more was never paid', 10_001n, 4_000n, open, null],
  ])('%s: %d of 100.00 with %d claimed', (_, amount, claimedMinor, lines, code) => {
    const rule = (): unknown => requireUnclaimed(payment({ claimedMinor }), asked(amount), lines);
    expect(refusedBy(rule)?.code ?? null).toBe(code);
  });

  it('is named, with what can be claimed beside it', () => {
    const rule = (): unknown =>
      requireUnclaimed(payment({ refundedMinor: 500n, claimedMinor: 4_000n }), asked(9_000n), open);
    expect(refusedBy(rule)).toMatchObject({
      kind: 'conflict',
      code: 'claim.already_open',
      text: { en: expect.stringMatching(/CLM-0000-0001.*55\.00 CNY/) },
      details: {
        field: 'lines[2].money',
        reference: 'CLM-0000-0001',
        claimId: 'clm_a',
        leftMinor: '5500',
      },
    });
  });

  it('points to the appeal when it has been decided', () => {
    const rule = (): unknown => requireUnclaimed(payment(), asked(10_000n), denied);
    expect(refusedBy(rule)).toMatchObject({
      text: {
        en: expect.stringContaining('POST /v1/claims/CLM-0000-0001/appeals'),
        'zh-CN': expect.stringContaining('申诉'),
      },
      details: { leftMinor: '6000' },
    });
  });

  it('never leaves less than nothing, whatever was refused how often', () => {
    const often = [...denied, ...denied, ...denied];
    const rule = (): unknown => requireUnclaimed(payment(), asked(1n), often);
    expect(refusedBy(rule)).toMatchObject({ details: { leftMinor: '0' } });
  });
});
