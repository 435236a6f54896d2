import fc from 'fast-check';

import { Money } from '@app/money';

import type { RailAnswer, RailTransfer, UnknownReason } from '../rails/payout-rail';
import { afterAnswer, nextAction } from './payout-lifecycle';
import type { PayoutState } from './payout-lifecycle';

const HOUR_MS = 3_600_000;
const TERMS = { keyLifetimeMs: 24 * HOUR_MS, settlementWindowMs: 60_000 };
const START = new Date('2026-11-20T02:00:00Z');

const echo: RailTransfer = {
  transferId: 'trf_1',
  key: 'k',
  reference: 'pyo_1',
  money: Money.of(1n, 'CNY').toJson(),
  payee: {},
  status: 'settled',
};
const confirmed: RailAnswer = {
  outcome: 'confirmed',
  transferId: 'trf_1',
  settledAt: START,
  echo,
};
const rejected: RailAnswer = {
  outcome: 'rejected',
  code: 'ACCOUNT_FROZEN',
  text: { en: 'Frozen.', 'zh-CN': '冻结' },
};
const notFound: RailAnswer = { outcome: 'not_found' };
const unknown = (reason: UnknownReason): RailAnswer => ({ outcome: 'unknown', reason, seen: '' });

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
    return appeared && this.remembers(nowMs) ? confirmed : notFound;
  }

  private truth(): RailAnswer {
    return this.rejectedKey ? rejected : confirmed;
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

interface End {
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
function play(steps: readonly Step[], rail: ModelRail): End {
  let nowMs = START.getTime();
  let transferId: string | null = null;
  let payout: PayoutState = CREATED;
  for (const [attempts, { fate, dies, waitMs }] of steps.entries()) {
    const action = nextAction(payout, TERMS, new Date(nowMs));
    if (action === 'give_up') payout = { ...payout, status: 'action_required' };
    if (action === 'send' || action === 'query') {
      payout = begun(payout, action, new Date(nowMs));
      const answer = rail[action](nowMs, fate);
      const soFar = { ...payout, attempts, transferId, mayStillAppear: false };
      const next = dies ? {} : { ...afterAnswer(answer, soFar), leaseUntil: null };
      if (!dies) transferId ??= 'transferId' in answer ? answer.transferId : null;
      payout = { ...payout, ...next };
    }
    nowMs += waitMs;
  }
  return { final: payout, rail };
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
