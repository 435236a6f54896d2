import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimingQueries, claimBooking } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, isId, laneOfId } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { allowanceMinor, nextAgeAt } from '../domain/allowance';
import { bookedOutstandingMinor, mayStep } from '../domain/recovery';
import type { RecoveryStep } from '../domain/recovery';
import { cannotStep, noSuchRecovery } from '../domain/recovery-refusals';
import { RecoveryStepEntity } from '../persistence/recovery-step.entity';
import { RecoveryEntity } from '../persistence/recovery.entity';

/** A recovery and its claim, both locked by the transaction. */
export interface LockedRecovery {
  readonly claim: ClaimEntity;
  readonly recovery: RecoveryEntity;
}

/** What is done to a recovery. What is left out stays as it is. */
export interface RecoveryChange {
  readonly actor: Actor;
  readonly step: RecoveryStep;
  readonly money?: Money;
  readonly reference?: string | null;
  readonly note?: string | null;
  /** What happened to the money, in the words of the books, and when. */
  readonly events?: readonly AccountingEvent[];
  readonly occurredAt?: Date;
  readonly set?: Partial<
    Pick<
      RecoveryEntity,
      | 'counterpartyId'
      | 'requestedMinor'
      | 'agreedMinor'
      | 'receivedMinor'
      | 'writtenOffMinor'
      | 'status'
      | 'dueAt'
    >
  >;
}

/** The one way to change a recovery: locks, asks the table, books, keeps steps and allowance. */
@Injectable()
export class ChangeRecovery {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks the claim of a recovery, and then the recovery. `recovery.not_found`; refuses whoever
   * claims (`claim.own_hand`).
   */
  async lock(tx: Tx, actor: Actor, id: string): Promise<LockedRecovery> {
    await this.standing.require(tx, actor);
    const key = { lane: isId(id, 'rcv') ? laneOfId(id) : 0, id };
    const found = await tx.findOneBy(RecoveryEntity, key);
    if (found === null) throw noSuchRecovery();
    const claim = await this.changeClaim.lock(tx, found.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    return { claim, recovery: await this.lockOf(tx, claim, id) };
  }

  /** Locks a recovery of a claim that this transaction has locked. `recovery.not_found`. */
  async lockOf(tx: Tx, { lane, id: claimId }: ClaimEntity, id: string): Promise<RecoveryEntity> {
    const recovery = await tx.findOne(RecoveryEntity, {
      where: { lane, id, claimId },
      lock: { mode: 'pessimistic_write' },
    });
    if (recovery === null) throw noSuchRecovery();
    return recovery;
  }

  /** `recovery.cannot_advance` for a step that is not possible now. */
  require(step: RecoveryStep, { status }: Pick<RecoveryEntity, 'status'>): void {
    if (!mayStep(step, status)) throw cannotStep(step, status);
  }

  /** Adds a new recovery of a claim that is locked. */
  async open(
    tx: Tx,
    claim: ClaimEntity,
    recovery: Omit<RecoveryEntity, 'steps' | 'openedAt' | 'updatedAt'>,
    change: Pick<RecoveryChange, 'actor' | 'note'>,
  ): Promise<LockedRecovery> {
    const now = this.clock.now();
    const row = { ...recovery, steps: 0, openedAt: now, updatedAt: now };
    // A copy: TypeORM writes the database's defaults into what it inserts.
    await tx.insert(RecoveryEntity, { ...row });
    const money = Money.of(row.requestedMinor, row.currency);
    await this.write(tx, { claim, recovery: row }, { ...change, step: 'open', money });
    return { claim, recovery: row };
  }

  /** Applies a step to what this transaction has locked; the recovery is as it is then. */
  async apply(tx: Tx, locked: LockedRecovery, change: RecoveryChange): Promise<RecoveryEntity> {
    this.require(change.step, locked.recovery);
    return this.write(tx, locked, change);
  }

  private async write(
    tx: Tx,
    { claim, recovery }: LockedRecovery,
    change: RecoveryChange,
  ): Promise<RecoveryEntity> {
    const now = this.clock.now();
    const number = recovery.steps + 1;
    const after = { ...recovery, ...change.set };
    const outstandingMinor = bookedOutstandingMinor(after);
    const doubtfulMinor = doubtfulOf(after, outstandingMinor, now);
    const changed = {
      ...change.set,
      allowanceMinor: doubtfulMinor,
      nextAgeAt: outstandingMinor === 0n ? null : nextAgeAt(after.dueAt, now),
      steps: number,
      updatedAt: now,
    };
    const { lane, id } = recovery;
    await tx.update(RecoveryEntity, { lane, id }, changed);
    await this.record(tx, { claim, recovery }, { number, at: now, change });
    const [from, to] = [recovery.allowanceMinor, doubtfulMinor].map((minor) =>
      Money.of(minor, recovery.currency),
    ) as [Money, Money];
    const booking = {
      actorId: change.actor.id,
      occurredAt: change.occurredAt ?? now,
      causeId: `${id}/${String(number)}`,
    };
    const events = [...(change.events ?? []), { code: 'E31', from, to } as const];
    await this.postEvents.run(tx, events, claimBooking(claim, booking));
    return Object.assign(recovery, changed);
  }

  private async record(
    tx: Tx,
    { claim, recovery }: LockedRecovery,
    given: { readonly number: number; readonly at: Date; readonly change: RecoveryChange },
  ): Promise<void> {
    const { number, at, change } = given;
    const { actor, step, money, reference = null, note = null } = change;
    const { lane, id: recoveryId } = recovery;
    await tx.insert(RecoveryStepEntity, {
      ...{ lane, recoveryId, number, step, reference, note, at },
      amountMinor: money?.amountMinor ?? null,
      actorId: actor.id,
    });
    await this.audit.record(tx, {
      lane,
      actor,
      action: `recovery.${step}`,
      objectId: claim.id,
      ...(note === null ? {} : { reason: note }),
      facts: { recoveryId, number, ...(money === undefined ? {} : { money: money.toJson() }) },
    });
  }
}

/** While somebody looks at an objection, time stands still, and what is doubtful stays so. */
function doubtfulOf(
  { status, dueAt, allowanceMinor: knownMinor }: RecoveryEntity,
  outstandingMinor: bigint,
  now: Date,
): bigint {
  if (status !== 'objected') return allowanceMinor(outstandingMinor, dueAt, now);
  return knownMinor < outstandingMinor ? knownMinor : outstandingMinor;
}
