import type { DomainError } from '@app/kernel';

import { isResolvable, requireResolution, resolutionState } from './resolution';
import type { EvidencedWord, ResolvablePayout, SaidOutcome, StatedResolution } from './resolution';

const SENT = new Date('2026-03-02T08:00:00Z');
const HOUR_MS = 3_600_000;
const after = (hours: number): Date => new Date(SENT.getTime() + hours * HOUR_MS);

function aPayout(wish: Partial<ResolvablePayout> = {}): ResolvablePayout {
  return {
    ...{ status: 'action_required', statusReason: 'echo_mismatch', leaseUntil: null },
    ...{ firstSentAt: SENT, keyExpiresAt: after(24), railTransferId: null },
    appearsUntil: after(0.1),
    ...{ returnedAt: null, heldMinor: 0n },
    ...wish,
  };
}

const settled: SaidOutcome = { outcome: 'settled', transferId: 'trf_1', settledAt: after(1) };

function codeOf(
  payout: ResolvablePayout,
  said: SaidOutcome & Partial<EvidencedWord>,
  now: Date,
): string {
  try {
    const word = { evidenceKind: 'rail_portal', ...said } as const;
    requireResolution(payout, word, { now, unclaimedDays: 1_000, pendingDays: 14 });
    return 'taken';
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('a payout waits for people', () => {
  it.each<[Partial<ResolvablePayout>, number, boolean]>([
    [{}, 1, true],
    [{ statusReason: 'key_half_expired' }, 13, true],
    [{ status: 'settled', statusReason: 'contradiction' }, 1, true],
    [{ status: 'failed', statusReason: 'contradiction' }, 1, true],
    [{ status: 'settled', statusReason: null }, 99, false],
    [{ status: 'failed', statusReason: 'ACCOUNT_CLOSED' }, 99, false],
    [{ status: 'unknown', statusReason: 'timeout' }, 11.9, false],
    [{ status: 'unknown', statusReason: 'timeout' }, 12, true],
    [{ status: 'pending', statusReason: null }, 335.9, false],
    [{ status: 'pending', statusReason: null }, 336, true],
    [{ status: 'created', statusReason: null, firstSentAt: null, keyExpiresAt: null }, 99, false],
  ])('%j after %d hours: %p', (wish, hours, waits) => {
    expect(isResolvable(aPayout(wish), { now: after(hours), pendingDays: 14 })).toBe(waits);
  });
});

describe('what people may say of a payout', () => {
  it.each<[string, Partial<SaidOutcome>, string]>([
    ['with time and number', {}, 'taken'],
    ['on the day before, as a statement has it', { settledAt: after(-23) }, 'taken'],
    ['without a number', { transferId: null }, 'payout.settlement_unproven'],
    ['without a time', { settledAt: null }, 'payout.settlement_unproven'],
    ['in the future', { settledAt: after(3) }, 'payout.settlement_unproven'],
    ['long before its order', { settledAt: after(-25) }, 'payout.settlement_unproven'],
  ])('is that it was settled %s: %s', (_what, wish, end) => {
    expect(codeOf(aPayout(), { ...settled, ...wish }, after(2))).toBe(end);
  });

  it('is that it was settled under the number that the rail has named', () => {
    const payout = aPayout({ railTransferId: 'trf_1' });
    expect(codeOf(payout, { ...settled, transferId: null }, after(2))).toBe('taken');
  });

  it.each<[Partial<ResolvablePayout>, number, string]>([
    [{ status: 'unknown', statusReason: 'retry_later' }, 11, 'taken'],
    [{ status: 'unknown', statusReason: 'not_found' }, 11, 'taken'],
    [{ status: 'unknown', statusReason: 'not_reached' }, 11, 'taken'],
    [{ status: 'unknown', statusReason: 'retry_later' }, 12, 'payout.not_resendable'],
    [{ status: 'unknown', statusReason: 'timeout' }, 1, 'payout.not_resendable'],
    [{ status: 'pending', statusReason: null }, 1, 'payout.not_resendable'],
    [{}, 1, 'payout.not_resendable'],
  ])('is that it be sent again, by the rule of the machine: %j at %d h: %s', (wish, hours, end) => {
    const said = { outcome: 'resend_same_key', transferId: null, settledAt: null } as const;
    expect(codeOf(aPayout(wish), said, after(hours))).toBe(end);
  });

  it.each<[Partial<ResolvablePayout>, number, string]>([
    [{}, 1_000, 'taken'],
    [{}, 999, 'payout.not_unclaimed'],
    [{ heldMinor: 0n }, 1_000, 'payout.not_unclaimed'],
    [{ status: 'settled' }, 1_000, 'payout.not_unclaimed'],
  ])('is that nobody collects it, after the limitation: %p at day %d: %s', (wish, days, end) => {
    const returned = { status: 'returned', returnedAt: SENT, heldMinor: 5n } as const;
    const said = { outcome: 'released', transferId: null, settledAt: null } as const;
    expect(codeOf(aPayout({ ...returned, ...wish }), said, after(days * 24))).toBe(end);
  });
});

const notPaid: SaidOutcome = { outcome: 'failed', transferId: null, settledAt: null };

describe('what was sent and may still appear', () => {
  const sending = aPayout({ appearsUntil: after(2) });
  it.each<[string, SaidOutcome, number, string]>([
    ['was not paid', notPaid, 1.9, 'payout.may_still_appear'],
    ['was not paid, after that', notPaid, 2, 'taken'],
    ['was paid', settled, 1.9, 'taken'],
  ])('people say that it %s', (_what, said, hours, end) => {
    expect(codeOf(sending, said, after(hours))).toBe(end);
  });

  it.each([
    ['not_found', 'payout.may_still_appear'],
    ['retry_later', 'taken'],
    ['not_reached', 'taken'],
  ])('is sent again by hand as by the machine where its rail said %s: %s', (statusReason, end) => {
    const said = { outcome: 'resend_same_key', transferId: null, settledAt: null } as const;
    const unknown = { ...sending, status: 'unknown', statusReason } as const;
    expect(codeOf(unknown, said, after(1.9))).toBe(end);
  });
});

describe('a payout that settled at a rail that forgets', () => {
  const paid = aPayout({ status: 'settled', statusReason: null });
  const stated = { ...notPaid, evidenceKind: 'statement_line' } as const;
  it.each<[string, Partial<EvidencedWord>, number, string]>([
    ['by the line of a statement', stated, 24, 'taken'],
    ['by a letter', { ...stated, evidenceKind: 'bank_letter' }, 24, 'payout.return_unstated'],
    ['while the rail can say so itself', stated, 23.9, 'payout.not_resolvable'],
    ['not, but is paid', { outcome: 'settled' }, 24, 'payout.not_resolvable'],
  ])('came back %s', (_how, wish, hours, end) => {
    expect(codeOf(paid, { ...stated, ...wish }, after(hours))).toBe(end);
  });

  const proposal: StatedResolution = {
    ...{ number: 1, payoutStatus: 'settled', proposedAt: after(24) },
    ...{ outcome: 'failed', evidenceKind: 'statement_line' },
  };
  it.each([
    ['waits for another person', proposal, 'open'],
    ['is void where it was about a contradiction', { ...proposal, proposedAt: after(23) }, 'void'],
  ])('has a proposal that %s', (_what, said, state) => {
    expect(resolutionState(said, null, paid)).toBe(state);
  });
});
