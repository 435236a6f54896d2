import { Injectable } from '@nestjs/common';

import { AuditTrail, Limits } from '@app/audit';
import {
  AppealQueries,
  ChangeClaim,
  OpenAppeal,
  clocksAtPayment,
  isSettledStatus,
  isUndecided,
  openAppealJob,
} from '@app/claims';
import type { ClaimChange, ClaimEntity, NextStepCode } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { isDead } from '../domain/carried-award';
import { isAsUrgent, isPaidBesides, needsPeople, stepOfPayouts } from '../domain/payout-step';
import type { PayoutKind } from '../domain/payout-kind';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { isPendingTooLong, resolutionTerms } from '../domain/resolution';
import { PayoutEntity } from '../persistence/payout.entity';

const OBSTACLE = { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle } as const;
/** What a rail says, or has not said for weeks, is for two people. */
const DOUBTED: ClaimChange = {
  actor: SYSTEM,
  command: 'contradict_payout',
  nextStep: 'resolve_payout',
  event: OBSTACLE,
};
const AWAITED = { actor: SYSTEM, command: 'await_payee' } as const;
/** Steps that a payout which goes on takes its claim out of. */
const PASSING: readonly (NextStepCode | null)[] = [
  'resolve_payout',
  'confirm_receipt',
  'await_rail',
];

const SETTLED: Readonly<Record<PayoutKind, (typeof PAYOUT_TEXTS)['settled']>> = {
  award: PAYOUT_TEXTS.settled,
  recovered: PAYOUT_TEXTS.recoveredSettled,
  goodwill: PAYOUT_TEXTS.goodwillSettled,
  // It is told of by what it is: see FollowCredit.
  provisional: PAYOUT_TEXTS.settled,
};

/** Shows on the claim what became of one of its payouts: every obstacle has its next step. */
@Injectable()
export class FollowPayout {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly appeals: AppealQueries,
    private readonly openAppeal: OpenAppeal,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  /** The payout must be locked by this transaction, and written already. */
  async run(tx: Tx, before: PayoutEntity, after: PayoutEntity, by: Actor): Promise<void> {
    if (before.status === after.status) {
      await this.stayed(tx, before, after, by);
      return;
    }
    switch (after.status) {
      case 'settled':
        await this.settled(tx, after);
        return;
      case 'returned':
        await this.returned(tx, before, after);
        return;
      case 'failed':
      case 'action_required':
        await this.met(tx, after);
        return;
      case 'pending':
        if (before.status === 'action_required') await this.cleared(tx, after);
        await this.awaitPayee(tx, before, after);
        return;
      case 'created':
      case 'submitted':
      case 'unknown':
      case 'cancelled':
    }
  }

  /** It is what it was, and something about it may be new all the same. */
  private async stayed(
    tx: Tx,
    before: PayoutEntity,
    after: PayoutEntity,
    by: Actor,
  ): Promise<void> {
    const [was, is] = [needsPeople(before), needsPeople(after)];
    if (after.status === 'returned') await this.ended(tx, after, by);
    else if (after.status === 'pending') await this.waitedOn(tx, before, after);
    else if (is && !was) await this.contradicted(tx, after);
    else if (was && !is) await this.cleared(tx, after);
  }

  private async settled(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const isAward = payout.kind === 'award';
    const paidMinor = claim.paidMinor + (isAward ? payout.amountMinor : 0n);
    const payouts = await tx.findBy(PayoutEntity, { lane: claim.lane, claimId: claim.id });
    // The payouts of a claim add up to its award, so that all of it is paid by the last of them.
    const isLast = paidMinor === claim.awardedMinor && isPaidBesides(payouts);
    const onward = PASSING.includes(claim.nextStep)
      ? { nextStep: stepOfPayouts(payouts) ?? claim.nextStep }
      : {};
    // Of what died nothing is owed then; what a rail contradicts people still look into.
    const atRest = stepOfPayouts(payouts.filter((one) => !isDead(one)));
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'settle_payout',
      set: { paidMinor },
      ...(isLast ? { to: 'paid' as const, nextStep: atRest } : onward),
      ...(isLast && isAward
        ? { clocks: (facts, rules) => clocksAtPayment(this.clock.now(), facts, rules) }
        : {}),
      event: settledEvent(payout),
    });
    // An appeal that waited for this opens by a job of its own: no answer of a rail hangs on it.
    if (isLast && (await this.appeals.live(tx, claim)) !== null) {
      await enqueue(tx, openAppealJob, { claimId: claim.id });
    }
  }

  /** It failed for certain, or a person has to say what became of it. */
  private async met(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const failed = payout.status === 'failed' && claim.status === 'paying';
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'fail_payout',
      ...(failed ? { to: 'approved' as const } : {}),
      nextStep: 'resolve_payout',
      event: OBSTACLE,
    });
  }

  /** What came back is owed again: the claimant is asked for an account that can be paid to. */
  private async returned(tx: Tx, before: PayoutEntity, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const wasPaid = before.status === 'settled' && payout.kind === 'award';
    const money = Money.of(payout.amountMinor, payout.currency);
    const isOwed = ['approved', 'paying', 'paid', 'closed'].includes(claim.status);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'return_payout',
      ...(wasPaid ? { set: { paidMinor: claim.paidMinor - payout.amountMinor } } : {}),
      ...(isOwed
        ? { to: 'approved' as const, nextStep: (await this.stepOf(tx, claim)) ?? 'name_account' }
        : {}),
      event: { kind: 'payout.returned', summary: PAYOUT_TEXTS.returned(money) },
    });
    await this.planReminder(tx, claim);
  }

  /** Its rail says once more that it is on its way: after some weeks people look into that. */
  private async waitedOn(tx: Tx, before: PayoutEntity, payout: PayoutEntity): Promise<void> {
    await this.awaitPayee(tx, before, payout);
    const isPayeesTurn = payout.awaitsPayeeUntil !== null;
    const terms = resolutionTerms(await this.limits.current(tx), this.clock.now());
    if (isPayeesTurn || !isPendingTooLong(payout, terms)) return;
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    if (claim.nextStep === 'resolve_payout') return;
    await this.changeClaim.apply(tx, claim, DOUBTED);
  }

  private async awaitPayee(tx: Tx, before: PayoutEntity, payout: PayoutEntity): Promise<void> {
    const { awaitsPayeeUntil: until } = payout;
    if (before.awaitsPayeeUntil === null && until !== null) await this.askPayee(tx, payout, until);
    if (before.awaitsPayeeUntil !== null && until === null) await this.payeeActed(tx, payout);
  }

  private async askPayee(tx: Tx, payout: PayoutEntity, dueAt: Date): Promise<void> {
    if (dueAt <= this.clock.now()) return;
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    // What people have to do about another payout of the claim comes first, and stays.
    const isFirst = isAsUrgent('confirm_receipt', claim.nextStep);
    await this.changeClaim.apply(tx, claim, {
      ...AWAITED,
      ...(isFirst ? { nextStep: 'confirm_receipt' as const, dueAt } : {}),
      event: { kind: 'payout.awaiting_payee', summary: PAYOUT_TEXTS.awaitingPayee },
    });
    await this.planReminder(tx, claim);
  }

  /** They took it, and the rail has not finished with it yet. */
  private async payeeActed(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    if (claim.nextStep !== 'confirm_receipt') return;
    const nextStep = (await this.stepOf(tx, claim)) ?? 'settle_payout';
    await this.changeClaim.apply(tx, claim, { ...AWAITED, nextStep });
  }

  /** Our books say that it is over, and the rail says otherwise: somebody has to know that. */
  private async contradicted(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    await this.changeClaim.apply(tx, claim, DOUBTED);
  }

  /** People looked, and what the books say stands. */
  private async cleared(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    if (claim.nextStep !== 'resolve_payout') return;
    const step = await this.stepOf(tx, claim);
    // One that is being decided anew goes back to that; one at rest waits for nothing.
    const onward = isSettledStatus(claim.status) ? step : (step ?? 'settle_payout');
    const nextStep = isUndecided(claim.status) ? 'review' : onward;
    await this.changeClaim.apply(tx, claim, { actor: SYSTEM, command: 'clear_payout', nextStep });
  }

  /** Nobody can collect it any more: where nothing else is under way the claim is at rest then. */
  private async ended(tx: Tx, payout: PayoutEntity, by: Actor): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const nextStep = await this.stepOf(tx, claim);
    const isOver = claim.status === 'approved' && nextStep === null;
    const isPaidToState = payout.statusReason === 'paid_to_state';
    const summary = PAYOUT_TEXTS.unclaimed(isPaidToState);
    const change: ClaimChange = { actor: SYSTEM, command: 'end_unclaimed' };
    if (!isOver) {
      const isNamed = claim.nextStep === 'name_account' && nextStep !== null;
      await this.changeClaim.apply(tx, claim, { ...change, ...(isNamed ? { nextStep } : {}) });
      return;
    }
    // Whoever appealed while it was held is heard: nothing is closed for them.
    if ((await this.appeals.live(tx, claim)) !== null) {
      const event = { kind: 'payout.unclaimed', summary } as const;
      await this.changeClaim.apply(tx, claim, { ...change, event });
      await this.openAppeal.hear(tx, claim);
      return;
    }
    await this.changeClaim.apply(tx, claim, {
      ...change,
      to: 'closed',
      nextStep: null,
      event: { kind: 'claim.closed', summary },
    });
    await this.audit.record(tx, {
      ...{ lane: claim.lane, actor: by, action: 'claim.closed', objectId: claim.id },
      facts: { payoutId: payout.id },
    });
  }

  private async stepOf(tx: Tx, { lane, id: claimId }: ClaimEntity): Promise<NextStepCode | null> {
    return stepOfPayouts(await tx.findBy(PayoutEntity, { lane, claimId }));
  }

  /** Whoever sends reminders looks at once, and finds out when the first one is due. */
  private async planReminder(tx: Tx, claim: ClaimEntity): Promise<void> {
    await this.changeClaim.tendReminder(tx, claim, this.clock.now());
  }
}

function settledEvent(payout: PayoutEntity): NonNullable<ClaimChange['event']> {
  const { kind, amountMinor, currency, railTransferId } = payout;
  const said = SETTLED[kind];
  const summary = said(Money.of(amountMinor, currency), railTransferId ?? '');
  return { kind: 'payout.settled', summary };
}
