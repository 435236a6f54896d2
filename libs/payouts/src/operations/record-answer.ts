import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, endClocks } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { afterAnswer, needsPerson } from '../domain/payout-lifecycle';
import type { NextState } from '../domain/payout-lifecycle';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { lockPayout, payoutKeyOf } from '../lock-payout';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutQueries } from '../payouts.queries';
import { PayoutAnswerEntity } from '../persistence/payout-answer.entity';
import { PayoutEntity } from '../persistence/payout.entity';
import type { RailAnswer } from '../rails/payout-rail';

export interface AnsweredAttempt {
  readonly payoutId: string;
  readonly number: number;
  readonly fence: number;
}

/** Writes down what a rail answered and draws the consequences: books, claim, next look. */
@Injectable()
export class RecordAnswer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly payouts: PayoutQueries,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** An answer under an older fence is kept for the record and changes nothing. */
  async run(attempt: AnsweredAttempt, answer: RailAnswer): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const payout = await lockPayout(tx, attempt.payoutId);
      if (payout === null) return;
      const current = payout.fence === attempt.fence;
      await tx.insert(PayoutAnswerEntity, {
        lane: payout.lane,
        payoutId: payout.id,
        number: attempt.number,
        class: answer.outcome,
        code: codeOf(answer),
        detail: answer.outcome === 'unknown' ? answer.seen : null,
        applied: current,
        answeredAt: this.clock.now(),
      });
      if (current) await this.apply(tx, payout, answer);
    });
  }

  private async apply(tx: Tx, payout: PayoutEntity, answer: RailAnswer): Promise<void> {
    const now = this.clock.now();
    const next = afterAnswer(answer, payout.fence);
    const transferId = 'transferId' in answer ? answer.transferId : payout.railTransferId;
    const settledAt = answer.outcome === 'confirmed' ? answer.settledAt : null;
    await tx.update(PayoutEntity, payoutKeyOf(payout), {
      status: next.status,
      statusReason: next.statusReason,
      leaseUntil: null,
      nextActionAt: next.nextActionInMs === null ? null : new Date(now.getTime() + next.nextActionInMs),
      railTransferId: transferId,
      settledAt,
      updatedAt: now,
    });
    await this.book(tx, payout, next, settledAt ?? now);
    if (next.status === 'settled') await this.settleClaim(tx, payout, transferId ?? '');
    else if (needsPerson(next.status)) await this.reportObstacle(tx, payout, next);
    if (next.nextActionInMs !== null) {
      await enqueue(tx, advancePayoutJob, { payoutId: payout.id }, { delayMs: next.nextActionInMs });
    }
  }

  /** Settled and failed move money in the books; unknown moves none and stays in transit (E18). */
  private async book(tx: Tx, payout: PayoutEntity, next: NextState, occurredAt: Date): Promise<void> {
    if (next.status !== 'settled' && next.status !== 'failed') return;
    const money = Money.of(payout.amountMinor, payout.currency);
    const code = next.status === 'settled' ? 'E16' : 'E17';
    await this.postEvents.run(tx, [{ code, money, rail: payout.rail }], {
      lane: payout.lane,
      claimId: payout.claimId,
      actor: SYSTEM.id,
      occurredAt,
      causeId: payout.id,
    });
    await this.audit.record(tx, {
      lane: payout.lane,
      actor: SYSTEM,
      action: `payout.${next.status}`,
      objectId: payout.claimId,
      facts: { payoutId: payout.id, reason: next.statusReason },
    });
  }

  private async settleClaim(tx: Tx, payout: PayoutEntity, transferId: string): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const payouts = await this.payouts.ofClaim(tx, payout.claimId);
    const paidMinor = claim.paidMinor + payout.amountMinor;
    const isLast = payouts.every(({ status }) => status === 'settled') && paidMinor === claim.awardedMinor;
    const money = Money.of(payout.amountMinor, payout.currency);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      set: { paidMinor },
      ...(isLast ? { to: 'paid' as const, nextStep: null } : {}),
      ...(isLast
        ? { clocks: (facts) => endClocks('all', facts, { kind: 'met', at: this.clock.now() }) }
        : {}),
      event: { kind: 'payout.settled', summary: PAYOUT_TEXTS.settled(money, transferId) },
    });
  }

  private async reportObstacle(tx: Tx, payout: PayoutEntity, next: NextState): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const failed = next.status === 'failed' && claim.status === 'paying';
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      ...(failed ? { to: 'approved' as const } : {}),
      nextStep: 'resolve_payout',
      event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
    });
  }
}

function codeOf(answer: RailAnswer): string | null {
  if (answer.outcome === 'unknown') return answer.reason;
  if (answer.outcome === 'rejected') return answer.code;
  return answer.outcome === 'returned' ? (answer.code ?? null) : null;
}
