import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { appearsUntilAfter } from '../domain/appearance';
import { nextAction } from '../domain/payout-lifecycle';
import { railOrder } from '../domain/payout-order';
import { lockPayout, payoutKeyOf } from '../lock-payout';
import { Payees } from '../payees';
import { PayoutAttemptEntity } from '../persistence/payout-attempt.entity';
import { PayoutEntity } from '../persistence/payout.entity';
import type { PayoutRail, RailAnswer, RailOrder } from '../rails/payout-rail';
import { RailDirectory } from '../rails/rail-directory';
import { GiveUpPayout } from './give-up-payout';
import { RecordAnswer } from './record-answer';
import { SubmitPayout } from './submit-payout';

/** Longer than any call to a rail can take, so that a live caller is never overtaken. */
export const LEASE_MS = 20_000;
/** Clocks of two machines differ: a job that comes so little too early is on time. */
const EARLY_MS = 1_000;

/** An attempt that is committed: from now on the rail may be called. */
export interface Attempt {
  readonly payoutId: string;
  readonly number: number;
  readonly action: 'send' | 'query';
  readonly fence: number;
  /** Who has not called by then has been overtaken, and must not call any more. */
  readonly leaseUntil: Date;
  readonly order: RailOrder;
  readonly rail: PayoutRail;
}

/**
 * One step of a payout: the intent is committed, the rail is called outside of any transaction, the
 * answer is recorded under the fence. Dying between any two of these loses nothing: the next run
 * finds the attempt and asks the rail.
 */
@Injectable()
export class AdvancePayout {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly submitPayout: SubmitPayout,
    private readonly giveUpPayout: GiveUpPayout,
    private readonly recordAnswer: RecordAnswer,
    private readonly payees: Payees,
    private readonly rails: RailDirectory,
    private readonly clock: Clock,
  ) {}

  async run({ payoutId }: { payoutId: string }): Promise<void> {
    const attempt = await this.unitOfWork.transaction((tx) => this.begin(tx, payoutId));
    // A process that slept since then (a suspended machine, a blocked loop) might send under a key
    // that the rail has forgotten meanwhile.
    if (attempt === null || attempt.leaseUntil <= this.clock.now()) return;
    const answer = await this.call(attempt);
    await this.recordAnswer.run(attempt, answer);
  }

  /** Reserves the next attempt, or null when there is nothing to do (now). */
  private async begin(tx: Tx, payoutId: string): Promise<Attempt | null> {
    const payout = await lockPayout(tx, payoutId);
    if (payout === null) return null;
    const now = this.clock.now();
    if (!isDue(payout, now)) return null;
    const rail = this.rails.get(payout.rail);
    // Who is looked at when nothing happens by itself is questioned: a notice made us ask.
    const action = nextAction({ ...payout, isQuestioned: true }, rail, now);
    if (action === 'none') return null;
    if (action === 'give_up') {
      await this.giveUpPayout.run(tx, payout);
      return null;
    }
    if (action === 'send' && !(await this.submitPayout.run(tx, payout))) return null;
    const money = Money.of(payout.amountMinor, payout.currency);
    const told = await this.payees.forRail(tx, payout);
    const order = railOrder(payoutId, money, told, payout.kind);
    const attempt = { payoutId, action, order, rail, ...nextFence(payout, now) };
    await this.commit(tx, payout, attempt);
    return attempt;
  }

  /** What has to be on record before the first byte leaves. */
  private async commit(tx: Tx, payout: PayoutEntity, attempt: Attempt): Promise<void> {
    const now = this.clock.now();
    const { action, fence, number, leaseUntil, rail } = attempt;
    const send = { leaseUntil, callMs: LEASE_MS };
    await tx.update(PayoutEntity, payoutKeyOf(payout), {
      // From here on what the rail said before is stale: if no answer comes, it must be asked.
      ...(action === 'send'
        ? {
            ...{ status: 'submitted' as const, statusReason: null },
            appearsUntil: appearsUntilAfter(payout, send, rail),
          }
        : {}),
      fence,
      leaseUntil,
      firstSentAt: payout.firstSentAt ?? now,
      keyExpiresAt: payout.keyExpiresAt ?? new Date(now.getTime() + rail.keyLifetimeMs),
      nextActionAt: leaseUntil,
      updatedAt: now,
    });
    await tx.insert(PayoutAttemptEntity, {
      lane: payout.lane,
      payoutId: payout.id,
      number,
      action,
      fence,
      startedAt: now,
    });
  }

  /** Nothing that a rail does may look like an answer that it did not give. */
  private async call({ rail, action, order }: Attempt): Promise<RailAnswer> {
    return action === 'send' ? rail.send(order) : rail.query(order);
  }
}

/**
 * Whether the payout waits for this moment. Jobs may come twice and notices at any time; the one
 * time on the row keeps them from becoming several rounds of questions beside each other.
 */
function isDue({ nextActionAt }: PayoutEntity, now: Date): boolean {
  return nextActionAt !== null && nextActionAt.getTime() - EARLY_MS <= now.getTime();
}

function nextFence(
  { fence }: PayoutEntity,
  now: Date,
): { number: number; fence: number; leaseUntil: Date } {
  return { number: fence + 1, fence: fence + 1, leaseUntil: new Date(now.getTime() + LEASE_MS) };
}
