import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { SYSTEM, UnitOfWork } from '@app/platform';

import { believableAnswer } from '../domain/believable-answer';
import { lockPayout } from '../lock-payout';
import { PayoutAnswerEntity } from '../persistence/payout-answer.entity';
import { noteSendAnswer } from '../rail-breaker';
import type { RailAnswer } from '../rails/payout-rail';
import { ApplyAnswer } from './apply-answer';

export interface AnsweredAttempt {
  readonly payoutId: string;
  readonly number: number;
  /** What a rail answers to sends says whether anything new is sent over it. */
  readonly action?: 'send' | 'query';
  readonly fence: number;
}

/** Writes down what a rail answered, and draws the consequences. */
@Injectable()
export class RecordAnswer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly applyAnswer: ApplyAnswer,
    private readonly clock: Clock,
  ) {}

  /** An answer under an older fence is kept for the record and changes nothing. */
  async run(attempt: AnsweredAttempt, heard: RailAnswer): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const payout = await lockPayout(tx, attempt.payoutId);
      if (payout === null) return;
      const at = this.clock.now();
      const answer = believableAnswer(heard, { orderedAt: payout.createdAt, now: at });
      const current = payout.fence === attempt.fence;
      await tx.insert(PayoutAnswerEntity, {
        lane: payout.lane,
        payoutId: payout.id,
        number: attempt.number,
        class: answer.outcome,
        code: codeOf(answer),
        detail: answer.outcome === 'unknown' ? answer.seen : null,
        applied: current,
        answeredAt: at,
      });
      if (current) await this.applyAnswer.run(tx, payout, { answer, by: SYSTEM, at });
      if (attempt.action === 'send') await noteSendAnswer(tx, payout.rail, answer, at);
    });
  }
}

function codeOf(answer: RailAnswer): string | null {
  if (answer.outcome === 'unknown') return answer.reason;
  if (answer.outcome === 'rejected') return answer.code;
  return answer.outcome === 'returned' ? (answer.code ?? null) : null;
}
