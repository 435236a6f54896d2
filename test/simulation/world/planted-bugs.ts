import type { PayoutRail, RailAnswer } from '@app/payouts';
import type { UnitOfWork } from '@app/platform';

import { lockPayout } from '../../../libs/payouts/src/lock-payout';
import { RecordAnswer } from '../../../libs/payouts/src/operations/record-answer';
import type { AnsweredAttempt } from '../../../libs/payouts/src/operations/record-answer';

/** A mistake that a payout worker could make, put between its parts. */
export interface PlantedBug {
  readonly rail?: (way: PayoutRail) => PayoutRail;
  readonly recorder?: (recorder: RecordAnswer, unitOfWork: UnitOfWork) => RecordAnswer;
  /** Jobs that were lost stay lost. */
  readonly sweeps?: false;
}

export const PLANTED_BUGS = {
  new_key_per_attempt: { rail: withNewKeys },
  no_fence: {
    recorder: (recorder, unitOfWork) => new Unfenced(recorder, unitOfWork),
  },
  unknown_is_failed: { recorder: (recorder) => new Guessing(recorder) },
  blind_resend: {
    // Half of for ever: no key is ever too old.
    rail: (way) => along(way, { keyLifetimeMs: Number.MAX_SAFE_INTEGER }),
  },
  no_sweep: { sweeps: false },
} as const satisfies Record<string, PlantedBug>;

export type BugName = keyof typeof PLANTED_BUGS;

/** The same rail with something else in places. */
function along(way: PayoutRail, other: Partial<PayoutRail>): PayoutRail {
  return {
    name: way.name,
    keyLifetimeMs: way.keyLifetimeMs,
    settlementWindowMs: way.settlementWindowMs,
    refusal: (order) => way.refusal(order),
    send: (order) => way.send(order),
    query: (order) => way.query(order),
    verifyWebhook: (headers, rawBody) => way.verifyWebhook(headers, rawBody),
    ...other,
  };
}

function withNewKeys(way: PayoutRail): PayoutRail {
  let attempts = 0;
  return along(way, {
    send: (order) => {
      attempts += 1;
      return way.send({ ...order, key: `${order.key}${String(attempts)}` });
    },
  });
}

/** Stands before the real recorder. */
abstract class Recorder extends RecordAnswer {
  constructor(protected readonly recorder: RecordAnswer) {
    super(null as never, null as never, null as never);
  }
}

/** Writes late answers down as if nobody had taken over. */
class Unfenced extends Recorder {
  constructor(
    recorder: RecordAnswer,
    private readonly transactions: UnitOfWork,
  ) {
    super(recorder);
  }

  override async run(attempt: AnsweredAttempt, answer: RailAnswer): Promise<void> {
    const fence = await this.transactions.transaction(
      async (tx) => (await lockPayout(tx, attempt.payoutId))?.fence,
    );
    await this.recorder.run({ ...attempt, fence: fence ?? attempt.fence }, answer);
  }
}

/** Takes silence for a refusal. */
class Guessing extends Recorder {
  override run(attempt: AnsweredAttempt, answer: RailAnswer): Promise<void> {
    const text = { en: 'It did not answer.', 'zh-CN': '无应答' };
    const isSilence = answer.outcome === 'unknown' && answer.reason === 'timeout';
    const guess: RailAnswer = { outcome: 'rejected', code: 'TIMEOUT', text };
    return this.recorder.run(attempt, isSilence ? guess : answer);
  }
}
