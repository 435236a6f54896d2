import fc from 'fast-check';

import { Money } from '@app/money';

import type { RailAnswer, RailTransfer, UnknownReason } from '../rails/payout-rail';
import { PAYOUT_STATUSES, afterAnswer, nextAction } from './payout-lifecycle';
import type { PayoutState, PayoutStatus, SoFar } from './payout-lifecycle';
import { railOrder } from './payout-order';

const NOW = new Date('2026-03-02T08:00:00Z');
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const TERMS = { keyLifetimeMs: 24 * HOUR_MS, settlementWindowMs: 60 * SECOND_MS };
const LEASE_MS = 20 * SECOND_MS;

const before = (ms: number): Date => new Date(NOW.getTime() - ms);

function aPayout(wish: Partial<PayoutState> = {}): PayoutState {
  return {
    status: 'unknown',
    statusReason: null,
    firstSentAt: before(0),
    leaseUntil: null,
    ...wish,
  };
}

/** What a rail may say without having refused or forgotten the order: it says nothing about it. */
const IN_DOUBT: readonly (UnknownReason | null)[] = [
  null,
  'timeout',
  'connection_lost',
  'server_error',
  'unexpected_status',
  'too_large',
  'not_json',
  'unparsable',
  'unlisted_code',
  'not_answered',
  'not_authorised',
  'unverified',
];
const AGES_MS = [0, 59 * SECOND_MS, 60 * SECOND_MS, 11 * HOUR_MS, 13 * HOUR_MS, 720 * HOUR_MS];

describe('what to do next about a payout', () => {
  it('is to send it when it was never sent, whatever else is noted', () => {
    for (const statusReason of [...IN_DOUBT, 'not_found', 'retry_later']) {
      const payout = aPayout({ status: 'created', statusReason, firstSentAt: null });
      expect(nextAction(payout, TERMS, NOW)).toBe('send');
    }
  });

  it.each(['settled', 'failed', 'cancelled', 'returned', 'action_required'] as const)(
    'is nothing when it is %s, whatever the reason and age',
    (status) => {
      const reasons = [...IN_DOUBT, 'not_found', 'retry_later', 'not_reached'];
      for (const statusReason of reasons) {
        for (const ageMs of AGES_MS) {
          const payout = aPayout({ status, statusReason, firstSentAt: before(ageMs) });
          expect(nextAction(payout, TERMS, NOW)).toBe('none');
        }
      }
    },
  );

  it.each(['submitted', 'pending', 'unknown'] as const)(
    'is to ask, and never to send, while it is %s and the rail may have taken it',
    (status) => {
      for (const statusReason of IN_DOUBT) {
        for (const ageMs of AGES_MS) {
          const payout = aPayout({ status, statusReason, firstSentAt: before(ageMs) });
          expect(nextAction(payout, TERMS, NOW)).toBe('query');
        }
      }
    },
  );

  it.each([
    ['not_found', 0, 'query'],
    ['not_found', 60 * SECOND_MS - 1, 'query'],
    ['not_found', 60 * SECOND_MS, 'send'],
    ['not_found', 12 * HOUR_MS - 1, 'send'],
    ['not_found', 12 * HOUR_MS, 'give_up'],
    ['not_found', 720 * HOUR_MS, 'give_up'],
    ['retry_later', 0, 'send'],
    ['retry_later', 12 * HOUR_MS - 1, 'send'],
    ['retry_later', 12 * HOUR_MS, 'give_up'],
    ['not_reached', 0, 'send'],
    ['not_reached', 12 * HOUR_MS - 1, 'send'],
    ['not_reached', 12 * HOUR_MS, 'give_up'],
  ] as const)('after "%s" and %i ms since the first send is to %s', (statusReason, ageMs, then) => {
    const payout = aPayout({ statusReason, firstSentAt: before(ageMs) });
    expect(nextAction(payout, TERMS, NOW)).toBe(then);
  });

  it.each(PAYOUT_STATUSES)('is nothing while somebody holds the lease of a %s one', (status) => {
    const leased = aPayout({ status, leaseUntil: new Date(NOW.getTime() + 1) });
    expect(nextAction(leased, TERMS, NOW)).toBe('none');
  });

  it('is free again at the very end of the lease', () => {
    expect(nextAction(aPayout({ leaseUntil: NOW }), TERMS, NOW)).toBe('query');
  });
});

const ORDER = railOrder('pyo_1', Money.of(19_900n, 'CNY'), {
  route: 'original',
  channel: 'wechat',
  paymentSource: 'test-bank',
  paymentSourceId: 't-1',
});

function echoOf(transferId: string, status: string): RailTransfer {
  const { key, reference, money } = ORDER;
  return { transferId, key, reference, money: money.toJson(), payee: {}, status };
}

const confirmed = (transferId = 'trf_1'): RailAnswer => {
  return { outcome: 'confirmed', transferId, settledAt: NOW, echo: echoOf(transferId, 'settled') };
};
const pending = (transferId = 'trf_1'): RailAnswer => {
  return { outcome: 'pending', transferId, echo: echoOf(transferId, 'accepted') };
};
const returned = (transferId = 'trf_1'): RailAnswer => {
  return {
    ...{ outcome: 'returned', transferId, returnedAt: NOW },
    echo: echoOf(transferId, 'returned'),
  };
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

describe('what an answer makes of a payout', () => {
  it.each([
    ['that it is settled', confirmed(), 'settled', null],
    ['a final refusal', rejected, 'failed', 'ACCOUNT_CLOSED'],
    ['that it went and came back', returned(), 'returned', null],
    ['another content under our key', unknown('key_conflict'), 'action_required', 'key_conflict'],
    ['an echo that differs', unknown('echo_mismatch'), 'action_required', 'echo_mismatch'],
  ] as const)('after %s no machine acts any more', (_what, answer, status, statusReason) => {
    const end = { status, statusReason, nextActionInMs: null };
    expect(afterAnswer(answer, FRESH)).toEqual(end);
    expect(afterAnswer(answer, TAKEN)).toEqual(end);
  });

  it.each([...IN_DOUBT.filter((reason) => reason !== null), 'retry_later', 'not_reached'] as const)(
    'after "%s" it is unknown, and looked at again',
    (reason) => {
      const next = { status: 'unknown', statusReason: reason, nextActionInMs: 2 * SECOND_MS };
      expect(afterAnswer(unknown(reason), FRESH)).toEqual(next);
    },
  );

  it('is unknown when the rail has not heard of it, and pending when it has', () => {
    const nextActionInMs = 2 * SECOND_MS;
    expect(afterAnswer(notFound, FRESH)).toEqual({
      ...{ status: 'unknown', statusReason: 'not_found', nextActionInMs },
    });
    const taken = { status: 'pending', statusReason: null, nextActionInMs };
    expect(afterAnswer(pending(), FRESH)).toEqual(taken);
  });

  it.each([
    [1, 2],
    [2, 4],
    [5, 32],
    [6, 60],
    [10, 60],
    [1_000_000, 60],
  ])('rests after attempt %i for %i s', (attempts, restS) => {
    const { nextActionInMs } = afterAnswer(unknown('timeout'), { ...FRESH, attempts });
    expect(nextActionInMs).toBe(restS * SECOND_MS);
  });

  it.each([
    ['does not know it any more', notFound],
    ['settled another transfer', confirmed('trf_2')],
    ['took it as another transfer', pending('trf_2')],
    ['had another transfer back', returned('trf_2')],
  ])('is for a person when the rail named a transfer and now %s', (_what, answer) => {
    expect(afterAnswer(answer, TAKEN)).toEqual({
      ...{ status: 'action_required', statusReason: 'contradiction', nextActionInMs: null },
    });
  });
});

/** One look at the payout after a while. */
interface Turn {
  readonly waitMs: number;
  /** What becomes of it if it is a send, and if it is a query; null when the worker dies. */
  readonly sent: RailAnswer | null;
  readonly asked: RailAnswer | null;
}

const NOT_TAKEN = [unknown('retry_later'), unknown('not_reached')];
const ANY_TIME: RailAnswer[] = [
  ...[confirmed(), pending(), pending('trf_2'), returned(), rejected],
  ...IN_DOUBT.filter((reason) => reason !== null).map((reason) => unknown(reason)),
  ...[unknown('key_conflict'), unknown('echo_mismatch')],
];
const DEATH = null;

const turns = fc.array(
  fc.record({
    waitMs: fc.oneof(
      fc.integer({ min: 0, max: 90 * SECOND_MS }),
      fc.integer({ min: 0, max: 9 * HOUR_MS }),
    ),
    sent: fc.constantFrom<RailAnswer | null>(...ANY_TIME, ...NOT_TAKEN, ...NOT_TAKEN, DEATH),
    asked: fc.constantFrom<RailAnswer | null>(...ANY_TIME, notFound, notFound, notFound, DEATH),
  }),
  { maxLength: 40 },
);

interface Sent {
  readonly ageMs: number;
  readonly transferId: string | null;
}

/** A payout and its rail as AdvancePayout and RecordAnswer play them, without a database. */
class Play {
  readonly sends: Sent[] = [];
  last: PayoutStatus | 'given_up' = 'created';
  private payout = aPayout({ status: 'created', firstSentAt: null });
  private nowMs = NOW.getTime();
  private attempts = 0;
  private transferId: string | null = null;

  constructor(turnsOfIt: readonly Turn[]) {
    for (const turn of turnsOfIt) if (this.last !== 'given_up') this.look(turn);
  }

  private look({ waitMs, sent, asked }: Turn): void {
    this.nowMs += waitMs;
    const action = nextAction(this.payout, TERMS, new Date(this.nowMs));
    if (action === 'give_up') this.last = 'given_up';
    if (action === 'send') this.send();
    if (action !== 'send' && action !== 'query') return;
    this.attempts += 1;
    this.payout = { ...this.payout, leaseUntil: new Date(this.nowMs + LEASE_MS) };
    const answer = action === 'send' ? sent : asked;
    if (answer !== DEATH) this.record(answer);
  }

  private send(): void {
    const firstSentAt = this.payout.firstSentAt ?? new Date(this.nowMs);
    const ageMs = this.nowMs - firstSentAt.getTime();
    this.sends.push({ ageMs, transferId: this.transferId });
    this.payout = { ...this.payout, status: 'submitted', statusReason: null, firstSentAt };
  }

  private record(answer: RailAnswer): void {
    const { attempts, transferId } = this;
    const soFar = { ...this.payout, attempts, transferId, mayStillAppear: false };
    const { status, statusReason } = afterAnswer(answer, soFar);
    this.payout = { ...this.payout, status, statusReason, leaseUntil: null };
    this.last = status;
    if ('transferId' in answer) this.transferId ??= answer.transferId;
  }
}

describe('whatever a rail answers, and whoever dies', () => {
  it('nothing is sent after half of the life of the key', () => {
    fc.assert(
      fc.property(turns, (list) => {
        for (const { ageMs } of new Play(list).sends)
          expect(ageMs).toBeLessThan(TERMS.keyLifetimeMs / 2);
      }),
      { numRuns: 3_000 },
    );
  });

  it('nothing is sent again once the rail has named a transfer', () => {
    fc.assert(
      fc.property(turns, (list) => {
        expect(new Play(list).sends.filter(({ transferId }) => transferId !== null)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('the model itself does send again, and does give up', () => {
    const wait = { waitMs: 70 * SECOND_MS, asked: notFound };
    const again = new Play([0, 1, 2].map(() => ({ ...wait, sent: unknown('timeout') })));
    expect(again.sends).toHaveLength(2);
    const late = { waitMs: 13 * HOUR_MS, asked: notFound, sent: unknown('timeout') };
    expect(new Play([late, late, late])).toMatchObject({ sends: [{}], last: 'given_up' });
  });
});
