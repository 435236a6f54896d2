import type { ClaimLineEntity, PayoutMethodQueries } from '@app/claims';
import { LedgerGuardEntity, MoveAllotment } from '@app/ledger';
import type { AllotmentMove } from '@app/ledger';
import type { Money } from '@app/money';
import { AskNow } from '@app/payouts';
import type { PayoutEntity, PayoutRail, RailAnswer } from '@app/payouts';
import type { Tx, UnitOfWork } from '@app/platform';

import { lockPayout } from '../../../libs/payouts/src/lock-payout';
import { RecordAnswer } from '../../../libs/payouts/src/operations/record-answer';
import type { AnsweredAttempt } from '../../../libs/payouts/src/operations/record-answer';
import { Payees } from '../../../libs/payouts/src/payees';
import { BareAwardedPayments } from './claims';

/** A mistake that a payout worker could make, put between its parts. */
export interface PlantedBug {
  readonly rail?: (way: PayoutRail) => PayoutRail;
  readonly recorder?: (recorder: RecordAnswer, unitOfWork: UnitOfWork) => RecordAnswer;
  readonly payees?: (methods: PayoutMethodQueries) => Payees;
  readonly awarded?: () => BareAwardedPayments;
  readonly moveAllotment?: () => MoveAllotment;
  readonly askNow?: () => AskNow;
  /** Jobs that were lost stay lost. */
  readonly sweeps?: false;
}

const A_CENTURY_MS = 100 * 365 * 86_400_000;

export const PLANTED_BUGS = {
  new_key_per_attempt: { rail: withNewKeys },
  no_fence: {
    recorder: (recorder, unitOfWork) => new Unfenced(recorder, unitOfWork),
  },
  unknown_is_failed: { recorder: (recorder) => new Guessing(recorder) },
  blind_resend: {
    // No key is ever too old.
    rail: (way) => along(way, { keyLifetimeMs: A_CENTURY_MS }),
  },
  no_sweep: { sweeps: false },
  no_cooling_off: { payees: (methods) => new Hasty(methods) },
  reorder_of_living: { awarded: () => new Forgetful() },
  held_is_forgotten: { awarded: () => new Empty() },
  refill_counts_twice: { moveAllotment: () => new Generous() },
  returns_unheard: { rail: deafToReturns },
  notices_unasked: { askNow: () => new Incurious() },
} as const satisfies Record<string, PlantedBug>;

export type BugName = keyof typeof PLANTED_BUGS;

export function isBug(name: string): name is BugName {
  return name in PLANTED_BUGS;
}

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

/** Takes what came back for what has arrived. */
function deafToReturns(way: PayoutRail): PayoutRail {
  const heard = (answer: RailAnswer): RailAnswer => {
    if (answer.outcome !== 'returned') return answer;
    const { transferId, returnedAt: settledAt, echo } = answer;
    return { outcome: 'confirmed', transferId, settledAt, echo };
  };
  return along(way, {
    send: async (order) => heard(await way.send(order)),
    query: async (order) => heard(await way.query(order)),
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

/** Pays to an account that was named a minute ago. */
class Hasty extends Payees {
  override heldUntil(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** Takes what has settled for dead, so that whoever orders again orders it twice. */
class Forgetful extends BareAwardedPayments {
  protected override isDead(payout: PayoutEntity): boolean {
    return payout.status === 'settled' || super.isDead(payout);
  }

  protected override carriedMinor(line: ClaimLineEntity, ofLine: readonly PayoutEntity[]): bigint {
    return super.carriedMinor(
      line,
      ofLine.filter(({ status }) => status !== 'settled'),
    );
  }
}

/** Forgets what came back, and pays anew what is held. */
class Empty extends BareAwardedPayments {
  protected override heldOf(): PayoutEntity[] {
    return [];
  }
}

/** Gives a lane what another one keeps. */
class Generous extends MoveAllotment {
  override async run(tx: Tx, move: AllotmentMove): Promise<Money> {
    const { guard, fromLane: lane, wanted } = move;
    const moved = await super.run(tx, move);
    const key = { lane, guard, currency: wanted.currency };
    const { availableMinor } = await tx.findOneOrFail(LedgerGuardEntity, { where: key });
    await tx.update(LedgerGuardEntity, key, { availableMinor: availableMinor + moved.amountMinor });
    return moved;
  }
}

/** Takes note of news, and does not ask the rail about them. */
class Incurious extends AskNow {
  constructor() {
    super(null as never);
  }

  override run(): Promise<void> {
    return Promise.resolve();
  }
}
