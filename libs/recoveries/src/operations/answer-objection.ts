import { Injectable } from '@nestjs/common';

import { ChangeClaim, wallTime } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { outstandingMinor } from '../domain/recovery';
import { cannotStep, ownClawback } from '../domain/recovery-refusals';
import { termOf } from '../domain/recovery-terms';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import { ObjectionQueries } from '../objections.queries';
import { ClawbackObjectionAnswerEntity } from '../persistence/clawback-objection-answer.entity';
import type { ObjectionVerdict } from '../persistence/clawback-objection-answer.entity';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { ChangeRecovery } from './change-recovery';
import type { LockedRecovery } from './change-recovery';

export interface ObjectionAnswer {
  readonly recoveryId: string;
  readonly verdict: ObjectionVerdict;
  /** The claimant is told it. */
  readonly reason: string;
}

/** A person who had no part in what is asked back answers what its claimant says against it. */
@Injectable()
export class AnswerObjection {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly changeClaim: ChangeClaim,
    private readonly objections: ObjectionQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /**
   * `recovery.cannot_advance` where nobody objected or somebody has answered, `approval.own_hand`
   * for whoever stands behind what is asked back, by person. Dismissed, their time begins anew;
   * upheld, what is outstanding is not asked any more (E29, taken back).
   */
  async run(tx: Tx, actor: Actor, input: ObjectionAnswer): Promise<RecoveryEntity> {
    const locked = await this.changeRecovery.lock(tx, actor, input.recoveryId);
    const { recovery } = locked;
    const open = (await this.objections.of(tx, recovery)).find(({ answer }) => answer === null);
    const step = input.verdict === 'uphold' ? 'uphold' : 'dismiss';
    if (open === undefined) throw cannotStep(step, recovery.status);
    if ((await this.objections.personsBehind(tx, recovery)).has(actor.personId)) {
      throw ownClawback();
    }
    const { lane, id: recoveryId } = recovery;
    const { verdict, reason } = input;
    await tx.insert(ClawbackObjectionAnswerEntity, {
      ...{ lane, recoveryId, number: open.objection.number, verdict, reason },
      answeredBy: actor.id,
      answeredByPerson: actor.personId,
      answeredAt: this.clock.now(),
    });
    return verdict === 'dismiss'
      ? this.dismiss(tx, actor, locked, reason)
      : this.uphold(tx, actor, locked, reason);
  }

  private async dismiss(
    tx: Tx,
    actor: Actor,
    locked: LockedRecovery,
    reason: string,
  ): Promise<RecoveryEntity> {
    const { claim, recovery } = locked;
    const pack = await this.packs.pinned(tx, claim);
    const calendar = calendarOf(pack.calendar);
    const due = dueAt(this.clock.now(), termOf(pack, recovery.kind), calendar);
    const money = Money.of(outstandingMinor(recovery), recovery.currency);
    const set = { status: 'requested', dueAt: due } as const;
    await this.changeRecovery.apply(tx, locked, { actor, step: 'dismiss', note: reason, set });
    const day = wallTime(due, calendar);
    await this.tell(tx, actor, locked, {
      kind: 'clawback.dismissed',
      summary: RECOVERY_TEXTS.objectionDismissed(money, reason, day),
    });
    return recovery;
  }

  private async uphold(
    tx: Tx,
    actor: Actor,
    locked: LockedRecovery,
    reason: string,
  ): Promise<RecoveryEntity> {
    const { recovery } = locked;
    const money = Money.of(outstandingMinor(recovery), recovery.currency);
    const { receivedMinor } = recovery;
    const isRepaid = receivedMinor > 0n;
    await this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'uphold',
      ...{ money, note: reason },
      events: [{ code: 'E29', variant: 'taken_back', money }],
      set: {
        agreedMinor: isRepaid ? receivedMinor : null,
        status: isRepaid ? 'received' : 'closed',
      },
    });
    await this.tell(tx, actor, locked, {
      kind: 'clawback.upheld',
      summary: RECOVERY_TEXTS.objectionUpheld(money, reason),
    });
    return recovery;
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    { claim, recovery }: LockedRecovery,
    event: Parameters<ChangeClaim['addEvent']>[3],
  ): Promise<void> {
    const isShown = claim.nextStep === 'answer_objection';
    const isOver = isShown && !(await this.objections.waits(tx, claim, recovery.id));
    const step = isOver ? { nextStep: null } : {};
    await this.changeClaim.apply(tx, claim, { actor, command: 'recover', ...step, event });
  }
}
