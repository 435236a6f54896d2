import { Injectable } from '@nestjs/common';

import type { AccountingEvent } from '@app/accounting';
import { ChangeClaim, wallTime } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { bookedOutstandingMinor, isOwedByClaimant } from '../domain/recovery';
import { nothingProposed, outdatedProposal, ownProposal } from '../domain/recovery-refusals';
import { termOf } from '../domain/recovery-terms';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import type { RecoveryProposalEntity } from '../persistence/recovery-proposal.entity';
import { RecoveryVerdictEntity } from '../persistence/recovery-verdict.entity';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { RecoveryQueries } from '../recoveries.queries';
import { ChangeRecovery } from './change-recovery';
import type { LockedRecovery } from './change-recovery';

export interface RecoveryVerdict {
  readonly recoveryId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** The second pair of eyes on a write-off or a clawback: carries it out exactly, or returns it. */
@Injectable()
export class JudgeRecovery {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly changeClaim: ChangeClaim,
    private readonly recoveries: RecoveryQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /**
   * `approval.not_awaited` where nothing waits, `approval.own_hand` for whoever proposed it, by
   * person, `approval.outdated` where money has come since. The database refuses them too.
   */
  async run(tx: Tx, actor: Actor, input: RecoveryVerdict): Promise<RecoveryEntity> {
    const locked = await this.changeRecovery.lock(tx, actor, input.recoveryId);
    const proposal = await this.recoveries.waiting(tx, locked.recovery);
    if (proposal === null) throw nothingProposed();
    if (input.verdict === 'approve') {
      if ((await personOf(tx, proposal.proposedBy)) === actor.personId) throw ownProposal();
      requireSameAmount(locked.recovery, proposal);
    }
    const { lane, recoveryId, number, digest, proposedByPerson } = proposal;
    await tx.insert(RecoveryVerdictEntity, {
      ...{ lane, recoveryId, number, digest, proposedByPerson },
      ...{ verdict: input.verdict, note: input.note },
      approverId: actor.id,
      approverPerson: actor.personId,
      givenAt: this.clock.now(),
    });
    if (input.verdict === 'return') return this.giveBack(tx, actor, locked, { proposal, ...input });
    return proposal.kind === 'write_off'
      ? this.writeOff(tx, actor, locked, proposal)
      : this.clawBack(tx, actor, locked, proposal);
  }

  private async giveBack(
    tx: Tx,
    actor: Actor,
    locked: LockedRecovery,
    { proposal, note }: { readonly proposal: RecoveryProposalEntity; readonly note: string },
  ): Promise<RecoveryEntity> {
    // Nothing is left of a clawback that another person does not want.
    const set = proposal.kind === 'clawback' ? { status: 'closed' as const } : {};
    return this.changeRecovery.apply(tx, locked, { actor, step: 'return', note, set });
  }

  private async writeOff(
    tx: Tx,
    actor: Actor,
    locked: LockedRecovery,
    { amountMinor, reason }: RecoveryProposalEntity,
  ): Promise<RecoveryEntity> {
    const { recovery } = locked;
    const money = Money.of(amountMinor, recovery.currency);
    return this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'write_off',
      ...{ money, note: reason },
      events: money.isZero() ? [] : [writtenOffEvent(recovery, money)],
      // What never stood in the books is ended and not written off.
      set: money.isZero()
        ? { status: 'closed' }
        : { status: 'written_off', writtenOffMinor: recovery.writtenOffMinor + amountMinor },
    });
  }

  private async clawBack(
    tx: Tx,
    actor: Actor,
    locked: LockedRecovery,
    { amountMinor, reason }: RecoveryProposalEntity,
  ): Promise<RecoveryEntity> {
    const { claim, recovery } = locked;
    const money = Money.of(amountMinor, recovery.currency);
    const pack = await this.packs.pinned(tx, claim);
    const calendar = calendarOf(pack.calendar);
    const due = dueAt(this.clock.now(), termOf(pack, recovery.kind), calendar);
    const raised = await this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'claw_back',
      ...{ money, note: reason },
      events: [{ code: 'E29', money }],
      set: {
        agreedMinor: amountMinor,
        status: 'requested',
        dueAt: due,
      },
    });
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'recover',
      event: {
        kind: 'clawback.raised',
        summary: RECOVERY_TEXTS.clawback(money, reason, wallTime(due, calendar)),
      },
    });
    return raised;
  }
}

function requireSameAmount(recovery: RecoveryEntity, proposal: RecoveryProposalEntity): void {
  const isSame =
    proposal.kind === 'clawback' || proposal.amountMinor === bookedOutstandingMinor(recovery);
  if (!isSame) throw outdatedProposal();
}

function writtenOffEvent({ kind, counterpartyId }: RecoveryEntity, money: Money): AccountingEvent {
  const counterparty = counterpartyId ?? '';
  if (isOwedByClaimant(kind)) return { code: 'E30', variant: 'written_off', money };
  return kind === 'insurer'
    ? { code: 'E25', variant: 'written_off', money, counterparty }
    : { code: 'E24', variant: 'written_off', money, counterparty };
}
