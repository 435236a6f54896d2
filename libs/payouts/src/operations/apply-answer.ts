import { Injectable } from '@nestjs/common';

import { PostEvents, RAIL_GUARD } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ClaimQueries, claimBooking } from '@app/claims';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { mayStillAppear } from '../domain/appearance';
import { bookingsOf } from '../domain/payout-bookings';
import { CONTRADICTION, afterAnswer } from '../domain/payout-lifecycle';
import type { NextState } from '../domain/payout-lifecycle';
import type { PeopleAnswer } from '../domain/people-answer';
import { railShort } from '../domain/rail-short';
import { payoutKeyOf } from '../lock-payout';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import type { RailAnswer } from '../rails/payout-rail';
import { FollowCredit } from '../provisional/operations/follow-credit';
import { FollowPayout } from './follow-payout';
import { GatherAllotment } from './gather-allotment';

/** An answer with who gives it, and when it was taken in. */
export interface GivenAnswer {
  readonly answer: RailAnswer | PeopleAnswer;
  readonly by: Actor;
  readonly at: Date;
}

/** Draws the consequences of an answer, a rail's or people's: order, books, claim, next look. */
@Injectable()
export class ApplyAnswer {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly postEvents: PostEvents,
    private readonly gatherAllotment: GatherAllotment,
    private readonly audit: AuditTrail,
    private readonly followPayout: FollowPayout,
    private readonly followCredit: FollowCredit,
  ) {}

  /**
   * The payout must be locked by this transaction. `payout.rail_short` for one that had failed and
   * was paid after all, when the books have too little to say so.
   */
  async run(tx: Tx, payout: PayoutEntity, given: GivenAnswer): Promise<void> {
    const before = { ...payout };
    const isCredit = payout.kind === 'provisional';
    const said = afterAnswer(given.answer, {
      status: payout.status,
      statusReason: payout.statusReason,
      attempts: payout.fence,
      transferId: payout.railTransferId,
      mayStillAppear: mayStillAppear(payout, given.at),
    });
    const next = isCredit ? await this.followCredit.nextState(tx, payout, said) : said;
    const changed = changesOf(payout, next, given);
    await tx.update(PayoutEntity, payoutKeyOf(payout), changed);
    if (!isCredit) await this.book(tx, before, next, given);
    const after = Object.assign(payout, changed);
    await this.record(tx, before, after, given);
    const { nextActionInMs: delayMs } = next;
    if (delayMs !== null) await enqueue(tx, advancePayoutJob, { payoutId: payout.id }, { delayMs });
    if (!isCredit) await this.followPayout.run(tx, before, after, given.by);
    else {
      const at = happenedAt(given.answer) ?? given.at;
      await this.followCredit.run(tx, { before, after, by: given.by, at });
    }
  }

  private async book(
    tx: Tx,
    before: PayoutEntity,
    next: NextState,
    { answer, by, at }: GivenAnswer,
  ): Promise<void> {
    const { lane, claimId: id, status: from, rail } = before;
    // Of what is held a part may have been taken back.
    const minor = from === 'returned' ? before.heldMinor : before.amountMinor;
    const money = Money.of(minor, before.currency);
    const events = bookingsOf({ from, to: next.status, reason: next.statusReason, money, rail });
    if (events.length === 0) return;
    if (from === 'failed') await this.requireMoney(tx, before, money);
    const claim = await this.claims.booked(tx, { lane, id });
    // What was booked as failed is handed to its rail a second time, under a name of its own.
    const causeId = from === 'failed' ? `${before.id}/again` : before.id;
    const booking = { actorId: by.id, occurredAt: happenedAt(answer) ?? at, causeId };
    await this.postEvents.run(tx, events, claimBooking(claim, booking));
  }

  /** The database would refuse it anyway, and not say how much is missing. */
  private async requireMoney(tx: Tx, { lane }: PayoutEntity, money: Money): Promise<void> {
    const missing = await this.gatherAllotment.missing(tx, { guard: RAIL_GUARD, lane, money });
    if (missing?.isPositive() === true) throw railShort(missing);
  }

  /** Ends and contradictions are for auditors; that a rail was asked once more is not. */
  private async record(
    tx: Tx,
    before: PayoutEntity,
    after: PayoutEntity,
    { by }: GivenAnswer,
  ): Promise<void> {
    const { status, statusReason } = after;
    const isSame = before.status === status && before.statusReason === statusReason;
    const isOpen = ['submitted', 'pending', 'unknown'].includes(status);
    if (isSame || isOpen) return;
    const isContradicted = statusReason === CONTRADICTION && before.status === status;
    await this.audit.record(tx, {
      lane: after.lane,
      actor: by,
      action: isContradicted ? 'payout.contradicted' : `payout.${status}`,
      objectId: after.claimId,
      facts: { payoutId: after.id, reason: statusReason },
    });
  }
}

/** When what the answer tells of happened; null when it does not say. */
function happenedAt(answer: GivenAnswer['answer']): Date | null {
  if ('settledAt' in answer) return answer.settledAt;
  return 'returnedAt' in answer ? answer.returnedAt : null;
}

/** At once when somebody rang while the rail was being asked: its answer may not know of it yet. */
function lookedAtAgain({ nextActionAt, leaseUntil }: PayoutEntity, at: Date, inMs: number): Date {
  const wasRung = nextActionAt !== null && leaseUntil !== null && nextActionAt > leaseUntil;
  return new Date(at.getTime() + (wasRung ? 0 : inMs));
}

function changesOf(
  payout: PayoutEntity,
  { status, statusReason, nextActionInMs }: NextState,
  { answer, at }: GivenAnswer,
): Partial<PayoutEntity> {
  const happened = happenedAt(answer) ?? at;
  const comesBack = status === 'returned' && payout.status !== 'returned';
  return {
    status,
    statusReason,
    leaseUntil: null,
    nextActionAt: nextActionInMs === null ? null : lookedAtAgain(payout, at, nextActionInMs),
    railTransferId: transferIdAfter(payout.railTransferId, answer),
    ...(status === 'settled' && payout.status !== 'settled' ? { settledAt: happened } : {}),
    // What was credited on condition is not held for anybody when it comes back.
    ...(comesBack ? { returnedAt: happened, heldMinor: heldOf(payout) } : {}),
    ...(status === 'returned' && !comesBack ? { heldMinor: 0n } : {}),
    ...awaitedAfter(payout, answer),
    updatedAt: at,
  };
}

/** The first number that a rail named stands; another one is for people, who may say which. */
function transferIdAfter(known: string | null, answer: GivenAnswer['answer']): string | null {
  if ('found' in answer) return answer.found === 'paid' ? (answer.transferId ?? known) : known;
  return known ?? ('transferId' in answer ? answer.transferId : null);
}

/** An answer that says nothing about the payee leaves what is known: they are waited for still. */
function awaitedAfter(
  { payeeConfirmation }: PayoutEntity,
  answer: GivenAnswer['answer'],
): Partial<PayoutEntity> {
  const isSilent =
    'outcome' in answer && (answer.outcome === 'unknown' || answer.outcome === 'not_found');
  if (isSilent) return {};
  const awaited =
    'outcome' in answer && answer.outcome === 'pending' ? answer.awaitsPayee : undefined;
  if (awaited === undefined) return { awaitsPayeeUntil: null, payeeConfirmation: null };
  return {
    awaitsPayeeUntil: awaited.until,
    payeeConfirmation: awaited.confirmWith ?? payeeConfirmation,
  };
}

function heldOf({ kind, amountMinor }: PayoutEntity): bigint {
  return kind === 'provisional' ? 0n : amountMinor;
}
