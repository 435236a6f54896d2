import fc from 'fast-check';

import { Money } from '@app/money';

import type { RailAnswer, RailTransfer, UnknownReason } from '../rails/payout-rail';
import { PAYOUT_STATUSES, afterAnswer, nextAction } from './payout-lifecycle';
import type { PayoutAction, PayoutState, PayoutStatus, SoFar } from './payout-lifecycle';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const TERMS = { keyLifetimeMs: 24 * HOUR_MS, settlementWindowMs: 60 * SECOND_MS };
const SENT = new Date('2026-11-20T02:00:00Z');
const later = (ms: number): Date => new Date(SENT.getTime() + ms);

/** Ages around every limit: the settlement window and half the life of a key. */
const AGES_MS = [0, 59_999, 60_000, 12 * HOUR_MS - 1, 12 * HOUR_MS, 25 * HOUR_MS];
const ACTIONS: Readonly<Record<string, PayoutAction>> = {
  Q: 'query',
  S: 'send',
  G: 'give_up',
  '-': 'none',
};

const UNKNOWN_REASONS: readonly UnknownReason[] = [
  'timeout',
  'not_reached',
  'connection_lost',
  'server_error',
  'unexpected_status',
  'too_large',
  'not_json',
  'unparsable',
  'unlisted_code',
  'retry_later',
  'not_answered',
  'not_authorised',
  'key_conflict',
  'echo_mismatch',
];
const REASONS = [
  null,
  ...UNKNOWN_REASONS,
  'not_found',
  'returned',
  'contradiction',
  'ACCOUNT_FROZEN',
];
const OPEN: readonly PayoutStatus[] = ['submitted', 'pending', 'unknown'];

/** What to do by age, for a payout that is open; all other reasons: `Q Q Q Q Q Q`. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  not_found: 'Q Q S S G G',
  retry_later: 'S S S S G G',
  not_reached: 'S S S S G G',
};

function row(status: PayoutStatus, reason: string | null): string {
  if (status === 'created') return 'S S S S S S';
  if (!OPEN.includes(status)) return '- - - - - -';
  return NOT_TAKEN[reason ?? ''] ?? 'Q Q Q Q Q Q';
}

const CASES = PAYOUT_STATUSES.flatMap((status) =>
  REASONS.map((reason) => ({ status, reason, by: row(status, reason) })),
);

describe('what to do next about a payout', () => {
  it.each(CASES)('that is $status ($reason), by its age: $by', ({ status, reason, by }) => {
    const payout = { status, statusReason: reason, firstSentAt: SENT, leaseUntil: null };
    const expected = by.split(' ').map((letter) => ACTIONS[letter]);
    expect(AGES_MS.map((age) => nextAction(payout, TERMS, later(age)))).toEqual(expected);
  });

  it.each(PAYOUT_STATUSES)('that is %s is nothing, while somebody talks to the rail', (status) => {
    const payout = { status, statusReason: 'not_found', firstSentAt: SENT };
    const leased = { ...payout, leaseUntil: later(20_001) };
    expect(nextAction(leased, TERMS, later(20_000))).toBe('none');
    expect(nextAction(leased, TERMS, later(20_001))).toBe(
      nextAction({ ...payout, leaseUntil: null }, TERMS, later(20_001)),
    );
  });

  it('counts the age of one that never left as nothing', () => {
    const payout = { statusReason: 'not_reached', firstSentAt: null, leaseUntil: null };
    expect(nextAction({ ...payout, status: 'unknown' }, TERMS, later(0))).toBe('send');
  });
});

const echo: RailTransfer = {
  transferId: 'trf_1',
  key: 'k',
  reference: 'pyo_1',
  money: Money.of(1n, 'CNY').toJson(),
  payee: {},
  status: 'settled',
};
const text = { en: 'Frozen.', 'zh-CN': '冻结' };
const unknown = (reason: UnknownReason): RailAnswer => ({ outcome: 'unknown', reason, seen: '' });
const confirmed = (transferId = 'trf_1'): RailAnswer => ({
  outcome: 'confirmed',
  transferId,
  settledAt: SENT,
  echo,
});
const pending = (transferId = 'trf_1'): RailAnswer => ({ outcome: 'pending', transferId, echo });
const rejected: RailAnswer = { outcome: 'rejected', code: 'ACCOUNT_FROZEN', text };
const notFound: RailAnswer = { outcome: 'not_found' };
const returned: RailAnswer = {
  outcome: 'returned',
  transferId: 'trf_1',
  returnedAt: SENT,
  echo,
};
const FRESH: SoFar = { attempts: 1, transferId: null };
const NAMED: SoFar = { attempts: 1, transferId: 'trf_1' };

describe('what an answer makes of a payout', () => {
  const QUARANTINED: readonly UnknownReason[] = ['echo_mismatch', 'key_conflict'];
  const unknowns = UNKNOWN_REASONS.map((reason): [string, RailAnswer, SoFar, string] => [
    `unknown (${reason})`,
    unknown(reason),
    FRESH,
    QUARANTINED.includes(reason) ? `action_required ${reason}` : `unknown ${reason} again`,
  ]);

  it.each<[string, RailAnswer, SoFar, string]>([
    ['confirmed', confirmed(), FRESH, 'settled'],
    ['confirmed', confirmed(), NAMED, 'settled'],
    ['confirmed under another number', confirmed('trf_2'), NAMED, 'action_required contradiction'],
    ['pending', pending(), FRESH, 'pending again'],
    ['pending', pending(), NAMED, 'pending again'],
    ['pending under another number', pending('trf_2'), NAMED, 'action_required contradiction'],
    ['rejected', rejected, FRESH, 'failed ACCOUNT_FROZEN'],
    ['rejected after it was taken', rejected, NAMED, 'failed ACCOUNT_FROZEN'],
    ['returned', returned, FRESH, 'action_required returned'],
    ['not found', notFound, FRESH, 'unknown not_found again'],
    ['not found after it was taken', notFound, NAMED, 'action_required contradiction'],
    ['nothing after it was taken', unknown('timeout'), NAMED, 'unknown timeout again'],
    ...unknowns,
  ])('that is %s (case %#)', (_what, answer, soFar, expected) => {
    const { status, statusReason, nextActionInMs } = afterAnswer(answer, soFar);
    const again = nextActionInMs === null ? [] : ['again'];
    expect([status, ...(statusReason === null ? [] : [statusReason]), ...again].join(' ')).toBe(
      expected,
    );
  });

  it('asks again after ever longer pauses, up to a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 100, 100_000].map(
      (attempts) => afterAnswer(notFound, { attempts, transferId: null }).nextActionInMs,
    );
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
  });
});

/** What the rail does with one call of ours. */
type Fate = 'delivered' | 'lost' | 'answer_lost' | 'throttled' | 'rejected';

/**
 * A rail with a memory: a key is paid once while it is remembered, a transfer shows in its answers
 * some time after it was paid, and a key is forgotten when its life is over.
 */
class ModelRail {
  paid = 0;
  rejectedKey = false;
  private paidAtMs: number | null = null;

  constructor(private readonly appearsAfterMs: number) {}

  send(nowMs: number, fate: Fate): RailAnswer {
    if (fate === 'lost') return unknown('timeout');
    if (fate === 'throttled') return unknown('retry_later');
    if (fate === 'rejected' && !this.remembers(nowMs)) this.rejectedKey = true;
    if (!this.rejectedKey && !this.remembers(nowMs)) {
      this.paid += 1;
      this.paidAtMs = nowMs;
    }
    return fate === 'answer_lost' ? unknown('connection_lost') : this.truth();
  }

  query(nowMs: number, fate: Fate): RailAnswer {
    if (fate !== 'delivered') return unknown(fate === 'throttled' ? 'not_answered' : 'timeout');
    if (this.rejectedKey) return rejected;
    const appeared = this.paidAtMs !== null && nowMs >= this.paidAtMs + this.appearsAfterMs;
    return appeared && this.remembers(nowMs) ? confirmed() : notFound;
  }

  private truth(): RailAnswer {
    return this.rejectedKey ? rejected : confirmed();
  }

  private remembers(nowMs: number): boolean {
    return this.paidAtMs !== null && nowMs < this.paidAtMs + TERMS.keyLifetimeMs;
  }
}

interface Step {
  readonly fate: Fate;
  /** The process dies with the call under way: its answer is never recorded. */
  readonly dies: boolean;
  readonly waitMs: number;
}

interface Sent {
  readonly sentAtMs: number[];
  readonly final: PayoutState;
  readonly rail: ModelRail;
}

const LEASE_MS = 20_000;
const CREATED: PayoutState = {
  status: 'created',
  statusReason: null,
  firstSentAt: null,
  leaseUntil: null,
};

/** The payout as it is committed before a call. */
function begun(payout: PayoutState, action: 'send' | 'query', now: Date): PayoutState {
  return {
    status: action === 'send' ? 'submitted' : payout.status,
    statusReason: action === 'send' ? null : payout.statusReason,
    firstSentAt: payout.firstSentAt ?? now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
  };
}

/** Plays a payout against the model, as `AdvancePayout` and `RecordAnswer` do. */
function play(steps: readonly Step[], rail: ModelRail): Sent {
  const sentAtMs: number[] = [];
  let nowMs = SENT.getTime();
  let transferId: string | null = null;
  let payout: PayoutState = CREATED;
  for (const [attempts, { fate, dies, waitMs }] of steps.entries()) {
    const action = nextAction(payout, TERMS, new Date(nowMs));
    if (action === 'give_up') payout = { ...payout, status: 'action_required' };
    if (action === 'send') sentAtMs.push(nowMs);
    if (action === 'send' || action === 'query') {
      payout = begun(payout, action, new Date(nowMs));
      const answer = rail[action](nowMs, fate);
      const next = dies
        ? {}
        : { ...afterAnswer(answer, { attempts, transferId }), leaseUntil: null };
      if (!dies) transferId ??= 'transferId' in answer ? answer.transferId : null;
      payout = { ...payout, ...next };
    }
    nowMs += waitMs;
  }
  return { sentAtMs, final: payout, rail };
}

const waits = fc.oneof(
  fc.integer({ min: 1, max: 120_000 }),
  fc.integer({ min: 1, max: 30 * HOUR_MS }),
);
const stories = fc.array(
  fc.record({
    fate: fc.constantFrom<Fate>('delivered', 'lost', 'answer_lost', 'throttled', 'rejected'),
    dies: fc.boolean(),
    waitMs: waits,
  }),
  { minLength: 1, maxLength: 40 },
);
const appearances = fc.integer({ min: 0, max: TERMS.settlementWindowMs });

describe('a payout, whatever the rail answers and whenever the process dies', () => {
  it('is paid at most once', () => {
    fc.assert(
      fc.property(stories, appearances, (steps, appearsAfterMs) => {
        expect(play(steps, new ModelRail(appearsAfterMs)).rail.paid).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is never sent after half the life of its key', () => {
    fc.assert(
      fc.property(stories, appearances, (steps, appearsAfterMs) => {
        const { sentAtMs } = play(steps, new ModelRail(appearsAfterMs));
        const ages = sentAtMs.map((atMs) => atMs - (sentAtMs[0] ?? 0));
        expect(ages.filter((age) => age >= TERMS.keyLifetimeMs / 2)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('settles only if it was paid, and fails only if it was not', () => {
    fc.assert(
      fc.property(stories, appearances, (steps, appearsAfterMs) => {
        const { final, rail } = play(steps, new ModelRail(appearsAfterMs));
        const isTrue =
          final.status === 'settled'
            ? rail.paid === 1
            : final.status !== 'failed' || rail.paid === 0;
        expect(isTrue).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes to rest once the faults stop', () => {
    const calm: Step[] = Array.from({ length: 8 }, () => ({
      fate: 'delivered',
      dies: false,
      waitMs: 61_000,
    }));
    fc.assert(
      fc.property(stories, appearances, (steps, appearsAfterMs) => {
        const { final } = play([...steps, ...calm], new ModelRail(appearsAfterMs));
        expect(['settled', 'failed', 'action_required']).toContain(final.status);
      }),
      { numRuns: 2_000 },
    );
  });
});
