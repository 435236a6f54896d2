import type { RailAnswer, RailTransfer, UnknownReason } from '../rails/payout-rail';
import { afterAnswer, nextAction } from './payout-lifecycle';
import type { PayoutAction, PayoutStatus, SoFar } from './payout-lifecycle';
import type { PeopleAnswer } from './people-answer';

const NOW = new Date('2026-03-02T08:00:00Z');
const SECOND_MS = 1_000;
const TERMS = { keyLifetimeMs: 86_400_000, settlementWindowMs: 60_000 };
const echo = {} as RailTransfer;

const confirmed = (transferId = 'trf_1'): RailAnswer => {
  return { outcome: 'confirmed', transferId, settledAt: NOW, echo };
};
const pending = (): RailAnswer => ({ outcome: 'pending', transferId: 'trf_1', echo });
const returned = (transferId = 'trf_1'): RailAnswer => {
  return { outcome: 'returned', transferId, returnedAt: NOW, echo };
};
const rejected: RailAnswer = {
  outcome: 'rejected',
  code: 'ACCOUNT_CLOSED',
  text: { en: 'Closed.', 'zh-CN': '已注销。' },
};
const notFound: RailAnswer = { outcome: 'not_found' };
const unknown = (reason: UnknownReason): RailAnswer => ({ outcome: 'unknown', reason, seen: '' });

const FRESH: SoFar = {
  status: 'submitted',
  ...{ statusReason: null, attempts: 1, transferId: null, mayStillAppear: false },
};
const TAKEN: SoFar = { ...FRESH, transferId: 'trf_1' };

/** A payout that is over, or that people have, and of which the rail was asked once more. */
const SETTLED: SoFar = { ...TAKEN, status: 'settled' };
const FAILED: SoFar = { ...FRESH, status: 'failed', statusReason: 'ACCOUNT_CLOSED' };
const GIVEN_UP: SoFar = { ...FRESH, status: 'action_required', statusReason: 'key_half_expired' };

describe('what the rail says of a payout at rest', () => {
  it.each<[string, SoFar, RailAnswer, string]>([
    ['settled', SETTLED, confirmed(), 'settled null'],
    ['settled', SETTLED, notFound, 'settled null'],
    ['settled', SETTLED, returned(), 'returned null'],
    ['settled', SETTLED, rejected, 'settled contradiction'],
    ['settled', SETTLED, pending(), 'settled contradiction'],
    ['settled', SETTLED, confirmed('trf_2'), 'settled contradiction'],
    ['settled', SETTLED, returned('trf_2'), 'settled contradiction'],
    ['settled', SETTLED, unknown('echo_mismatch'), 'settled contradiction'],
    ['failed', FAILED, rejected, 'failed ACCOUNT_CLOSED'],
    ['failed', FAILED, notFound, 'failed ACCOUNT_CLOSED'],
    ['failed', FAILED, confirmed(), 'failed contradiction'],
    ['failed', FAILED, pending(), 'failed contradiction'],
    ['failed', FAILED, returned(), 'failed contradiction'],
    ['given up', GIVEN_UP, confirmed(), 'settled null'],
    ['given up', GIVEN_UP, rejected, 'failed ACCOUNT_CLOSED'],
    ['given up', GIVEN_UP, returned(), 'returned null'],
    ['given up', GIVEN_UP, notFound, 'action_required key_half_expired'],
    ['given up', GIVEN_UP, unknown('key_conflict'), 'action_required key_conflict'],
  ])('once it is %s: the first end stands (%#)', (_what, soFar, answer, end) => {
    const { status, statusReason, nextActionInMs } = afterAnswer(answer, soFar);
    expect(`${status} ${String(statusReason)}`).toBe(end);
    expect(nextActionInMs).toBeNull();
  });

  it.each([SETTLED, FAILED, GIVEN_UP])(
    'is asked for again while it does not answer (%#)',
    (soFar) => {
      const { status, statusReason } = soFar;
      expect(afterAnswer(unknown('timeout'), soFar)).toEqual({
        ...{ status, statusReason, nextActionInMs: 2 * SECOND_MS },
      });
    },
  );

  it.each([SETTLED, FAILED])(
    'is asked for again while the rail may show late what it knows (%#)',
    (soFar) => {
      const { status, statusReason } = soFar;
      expect(afterAnswer(notFound, { ...soFar, mayStillAppear: true })).toEqual({
        ...{ status, statusReason, nextActionInMs: 2 * SECOND_MS },
      });
    },
  );

  it.each<[PayoutStatus, string | null, PayoutAction]>([
    ['settled', null, 'query'],
    ['failed', 'ACCOUNT_CLOSED', 'query'],
    ['action_required', 'key_half_expired', 'query'],
    ['action_required', 'echo_mismatch', 'none'],
    ['action_required', 'contradiction', 'none'],
    ['returned', null, 'none'],
    ['cancelled', null, 'none'],
  ])('is asked for only where that may teach us anything: %s, %p', (status, statusReason, then) => {
    const payout = { status, statusReason, firstSentAt: NOW, leaseUntil: null };
    expect(nextAction({ ...payout, isQuestioned: true }, TERMS, NOW)).toBe(then);
    expect(nextAction(payout, TERMS, NOW)).toBe('none');
  });
});

describe('what two people say of a payout', () => {
  const paid: PeopleAnswer = { found: 'paid', transferId: 'trf_9', settledAt: NOW };

  it.each<[PeopleAnswer, SoFar, string]>([
    [paid, GIVEN_UP, 'settled null'],
    [paid, { ...FAILED, statusReason: 'contradiction' }, 'settled null'],
    [paid, { ...SETTLED, statusReason: 'contradiction' }, 'settled null'],
    [{ found: 'not_paid' }, GIVEN_UP, 'failed resolved'],
    [{ found: 'not_paid' }, { ...FAILED, statusReason: 'contradiction' }, 'failed resolved'],
    [{ found: 'not_paid' }, { ...SETTLED, statusReason: 'contradiction' }, 'returned resolved'],
    [{ found: 'released' }, { ...SETTLED, status: 'returned' }, 'returned released'],
    [{ found: 'paid_to_state' }, { ...SETTLED, status: 'returned' }, 'returned paid_to_state'],
  ])('%j stands', (answer, soFar, end) => {
    const { status, statusReason, nextActionInMs } = afterAnswer(answer, soFar);
    expect(`${status} ${String(statusReason)}`).toBe(end);
    expect(nextActionInMs).toBeNull();
  });

  it('that it is to be sent again makes the machine look, by its own rule', () => {
    const notTaken: SoFar = { ...FRESH, status: 'unknown', statusReason: 'retry_later' };
    expect(afterAnswer({ found: 'to_be_sent_again' }, notTaken)).toEqual({
      ...{ status: 'unknown', statusReason: 'retry_later', nextActionInMs: 0 },
    });
  });
});
