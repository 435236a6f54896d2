import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import {
  AppealQueries,
  ChangeClaim,
  ClaimQueries,
  claimBooking,
  clocksAtPayment,
  openAppealJob,
} from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { afterAnswer } from '../domain/payout-lifecycle';
import type { NextState } from '../domain/payout-lifecycle';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { lockPayout, payoutKeyOf } from '../lock-payout';
import { advancePayoutJob } from '../payouts.jobs';
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
    private readonly claims: ClaimQueries,
    private readonly appeals: AppealQueries,
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
    const soFar = { attempts: payout.fence, transferId: payout.railTransferId };
    const next = afterAnswer(answer, soFar);
    const settledAt =
      next.status === 'settled' && answer.outcome === 'confirmed' ? answer.settledAt : null;
    const { nextActionInMs } = next;
    const changed: Partial<PayoutEntity> = {
      status: next.status,
      statusReason: next.statusReason,
      leaseUntil: null,
      nextActionAt: nextActionInMs === null ? null : new Date(now.getTime() + nextActionInMs),
      // The first number that the rail named stands; another one is for a person.
      railTransferId: soFar.transferId ?? transferIdOf(answer),
      settledAt,
      updatedAt: now,
    };
    await tx.update(PayoutEntity, payoutKeyOf(payout), changed);
    await this.book(tx, payout, next, settledAt ?? now);
    await this.goOn(tx, Object.assign(payout, changed), next);
  }

  /** What follows: another look at the rail, or an end that the claim and the audit trail show. */
  private async goOn(tx: Tx, payout: PayoutEntity, next: NextState): Promise<void> {
    const { nextActionInMs: delayMs } = next;
    if (delayMs !== null) {
      await enqueue(tx, advancePayoutJob, { payoutId: payout.id }, { delayMs });
      return;
    }
    await this.audit.record(tx, {
      lane: payout.lane,
      actor: SYSTEM,
      action: `payout.${next.status}`,
      objectId: payout.claimId,
      facts: { payoutId: payout.id, reason: next.statusReason },
    });
    if (next.status === 'settled') await this.settleClaim(tx, payout);
    else await this.reportObstacle(tx, payout);
  }

  /** Settled and failed move money in the books; unknown moves none and stays in transit (E18). */
  private async book(
    tx: Tx,
    payout: PayoutEntity,
    next: NextState,
    occurredAt: Date,
  ): Promise<void> {
    if (next.status !== 'settled' && next.status !== 'failed') return;
    const money = Money.of(payout.amountMinor, payout.currency);
    const code = next.status === 'settled' ? 'E16' : 'E17';
    const { lane, claimId: id } = payout;
    const claim = await this.claims.booked(tx, { lane, id });
    const booking = { actorId: SYSTEM.id, occurredAt, causeId: payout.id };
    const event = { code, money, rail: payout.rail } as const;
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
  }

  private async settleClaim(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const paidMinor = claim.paidMinor + payout.amountMinor;
    // The payouts of a claim add up to its award, so that all of it is paid by the last of them.
    const isLast = paidMinor === claim.awardedMinor;
    const money = Money.of(payout.amountMinor, payout.currency);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      set: { paidMinor },
      ...(isLast ? { to: 'paid' as const, nextStep: null } : {}),
      ...(isLast
        ? { clocks: (facts, rules) => clocksAtPayment(this.clock.now(), facts, rules) }
        : {}),
      event: {
        kind: 'payout.settled',
        summary: PAYOUT_TEXTS.settled(money, payout.railTransferId ?? ''),
      },
    });
    // An appeal that waited for this opens by a job of its own: no answer of a rail hangs on it.
    if (isLast && (await this.appeals.live(tx, claim)) !== null) {
      await enqueue(tx, openAppealJob, { claimId: claim.id });
    }
  }

  private async reportObstacle(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const failed = payout.status === 'failed' && claim.status === 'paying';
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      ...(failed ? { to: 'approved' as const } : {}),
      nextStep: 'resolve_payout',
      event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
    });
  }
}

function transferIdOf(answer: RailAnswer): string | null {
  return 'transferId' in answer ? answer.transferId : null;
}

function codeOf(answer: RailAnswer): string | null {
  if (answer.outcome === 'unknown') return answer.reason;
  if (answer.outcome === 'rejected') return answer.code;
  return answer.outcome === 'returned' ? (answer.code ?? null) : null;
}
