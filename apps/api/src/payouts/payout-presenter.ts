import { Injectable } from '@nestjs/common';

import { CreditResolutionQueries, PayoutQueries, ResolutionQueries } from '@app/payouts';
import type {
  AskedBack,
  AttemptWithAnswer,
  PayoutEntity,
  SaidCreditResolution,
  SaidResolution,
} from '@app/payouts';
import { isAllowed } from '@app/platform';
import type { Actor, Reads } from '@app/platform';

/** A payout for whoever may see its claim. */
@Injectable()
export class PayoutPresenter {
  constructor(
    private readonly payouts: PayoutQueries,
    private readonly resolutions: ResolutionQueries,
    private readonly creditResolutions: CreditResolutionQueries,
  ) {}

  async present(reads: Reads, actor: Actor, payout: PayoutEntity): Promise<object> {
    const attempts = await this.payouts.attempts(reads, payout);
    const isStaff = actor.role !== 'claimant';
    return {
      id: payout.id,
      claimId: payout.claimId,
      claimLineId: payout.claimLineId,
      kind: payout.kind,
      status: payout.status,
      ...(payout.statusReason === null ? {} : { statusReason: payout.statusReason }),
      money: moneyOf(payout, payout.amountMinor),
      rail: payout.rail,
      payee: payout.payee,
      ...(payout.railTransferId === null ? {} : { railTransferId: payout.railTransferId }),
      ...(payout.settledAt === null ? {} : { settledAt: payout.settledAt.toISOString() }),
      ...(payout.returnedAt === null ? {} : { returnedAt: payout.returnedAt.toISOString() }),
      ...(payout.heldMinor === 0n ? {} : { held: moneyOf(payout, payout.heldMinor) }),
      ...(payout.replacesId === null ? {} : { replacesId: payout.replacesId }),
      ...presentPayeeWait(payout, actor),
      // What a rail said word by word is for staff: it may name inner workings.
      attempts: attempts.map((attempt) => presentAttempt(attempt, isStaff)),
      createdAt: payout.createdAt.toISOString(),
    };
  }

  /** The same, with what people say became of it, for those who may say so, and for auditors. */
  async presentResolved(reads: Reads, actor: Actor, payout: PayoutEntity): Promise<object> {
    const presented = await this.present(reads, actor, payout);
    const { role } = actor;
    if (role === 'system' || !isAllowed(role, 'payouts:resolutions')) return presented;
    const said = await this.resolutions.of(reads, payout);
    const askedBack = await this.creditResolutions.of(reads, payout);
    return {
      ...presented,
      ...(said.length === 0 ? {} : { resolutions: said.map(presentSaid) }),
      ...(askedBack === null ? {} : { takeBack: presentAskedBack(payout, askedBack) }),
    };
  }
}

/** What its wallet was asked to give back, what it gave, and what people say of that. */
function presentAskedBack(payout: PayoutEntity, { part, said }: AskedBack): object {
  return {
    money: moneyOf(payout, part.askedMinor ?? 0n),
    askedAt: part.askedAt?.toISOString(),
    ...(part.endedAt === null
      ? {}
      : { taken: moneyOf(payout, part.takenBackMinor), endedAt: part.endedAt.toISOString() }),
    resolutions: said.map((one) => presentTaken(payout, one)),
  };
}

function presentTaken(
  payout: PayoutEntity,
  { resolution, approval, state }: SaidCreditResolution,
): object {
  const { evidenceKind: kind, evidenceReference: reference, note } = resolution;
  return {
    ...{ number: resolution.number, state, money: moneyOf(payout, resolution.takenMinor) },
    takenAt: resolution.takenAt.toISOString(),
    evidence: { kind, reference, note },
    proposedBy: resolution.proposedBy,
    proposedAt: resolution.proposedAt.toISOString(),
    ...presentVerdict(approval),
  };
}

/** Nothing while nobody has given one. */
function presentVerdict(approval: SaidResolution['approval']): object {
  if (approval === null) return {};
  const { verdict, note, approverId, approvedAt } = approval;
  return { verdict: { verdict, note, approverId, approvedAt: approvedAt.toISOString() } };
}

function moneyOf({ currency }: PayoutEntity, amountMinor: bigint): object {
  return { currency, amountMinor: amountMinor.toString() };
}

/** With what an app opens the page of confirmation is for whoever is paid, and for nobody else. */
function presentPayeeWait(payout: PayoutEntity, { role }: Actor): object {
  const { status, awaitsPayeeUntil, payeeConfirmation } = payout;
  if (status !== 'pending' || awaitsPayeeUntil === null) return {};
  const isPayee = role === 'claimant' && payeeConfirmation !== null;
  const confirmWith = isPayee ? { confirmWith: payeeConfirmation } : {};
  return { awaitsPayee: { until: awaitsPayeeUntil.toISOString(), ...confirmWith } };
}

function presentSaid({ resolution, approval, state }: SaidResolution): object {
  const { evidenceKind: kind, evidenceReference: reference, note } = resolution;
  return {
    number: resolution.number,
    outcome: resolution.outcome,
    state,
    ...(resolution.transferId === null ? {} : { transferId: resolution.transferId }),
    ...(resolution.settledAt === null ? {} : { settledAt: resolution.settledAt.toISOString() }),
    evidence: { kind, reference, note },
    proposedBy: resolution.proposedBy,
    proposedAt: resolution.proposedAt.toISOString(),
    ...presentVerdict(approval),
  };
}

function presentAttempt({ attempt, answer }: AttemptWithAnswer, withDetail: boolean): object {
  return {
    number: attempt.number,
    action: attempt.action,
    startedAt: attempt.startedAt.toISOString(),
    ...(answer === null
      ? {}
      : {
          outcome: answer.class,
          answeredAt: answer.answeredAt.toISOString(),
          ...(answer.code === null ? {} : { code: answer.code }),
          ...(withDetail && answer.detail !== null ? { detail: answer.detail } : {}),
        }),
  };
}
