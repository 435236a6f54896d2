import { Injectable } from '@nestjs/common';

import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { AccountStanding, UserEntity, enqueue } from '@app/platform';
import type { Actor, Reads, Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { applyChangeJob } from '../audit.jobs';
import { ChangeQueries } from '../change.queries';
import type { ProposedChange } from '../change.queries';
import { currencyOf, effectiveAt, subjectOf, weakens } from '../domain/controlled-change';
import { Limits } from '../limits';
import { ControlledChangeApprovalEntity } from '../persistence/controlled-change-approval.entity';
import type { ControlledChangeEntity } from '../persistence/controlled-change.entity';
import { takeTurn } from '../take-turn';
import { ApplyChange } from './apply-change';

export interface ChangeVerdict {
  readonly changeId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/**
 * The second pair of eyes on a change: lets exactly this come into force, or returns it. Until it
 * is in force anybody who may give a verdict can return it, also when it was approved, and also the
 * one who proposed it.
 */
@Injectable()
export class ApproveChange {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changes: ChangeQueries,
    private readonly limits: Limits,
    private readonly applyChange: ApplyChange,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `change.settled` for one that is in force, `approval.given_already` for the same verdict twice
   * and for an approval of what was returned; an approval by whoever proposed it is
   * `approval.own_hand`, and one of more rights for oneself `approval.own_rights`.
   */
  async run(tx: Tx, actor: Actor, input: ChangeVerdict): Promise<ProposedChange> {
    await takeTurn(tx);
    await this.standing.require(tx, actor);
    const found = await this.changes.byId(tx, input.changeId);
    if (found === null) throw notFound();
    requireOpen(found, input.verdict);
    const { change } = found;
    if (input.verdict === 'approve') await requireOtherEyes(tx, actor, change);
    const approval = await this.verdictOf(tx, actor, { change, input });
    await tx.insert(ControlledChangeApprovalEntity, approval);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: input.verdict === 'approve' ? 'change.approved' : 'change.returned',
      objectId: change.id,
      reason: input.note,
      facts: { digest: change.digest, effectiveAt: approval.effectiveAt?.toISOString() ?? null },
    });
    if (approval.effectiveAt !== null) await this.applyInTime(tx, approval, approval.effectiveAt);
    return (await this.changes.byId(tx, change.id)) ?? found;
  }

  /** What it loosens is judged by the limits of today: they may have changed since the proposal. */
  private async verdictOf(
    tx: Tx,
    actor: Actor,
    { change, input }: { readonly change: ControlledChangeEntity; readonly input: ChangeVerdict },
  ): Promise<ControlledChangeApprovalEntity> {
    const approvedAt = this.clock.now();
    const limits = await this.limits.current(tx, currencyOf(change.content));
    const isWeaker = change.weakens || weakens(change.content, limits);
    return {
      changeId: change.id,
      verdict: input.verdict,
      digest: change.digest,
      proposedByPerson: change.proposedByPerson,
      note: input.note,
      approverId: actor.id,
      approverPerson: actor.personId,
      approvedAt,
      effectiveAt: input.verdict === 'approve' ? effectiveAt(approvedAt, isWeaker) : null,
    };
  }

  private async applyInTime(
    tx: Tx,
    { changeId, approvedAt }: ControlledChangeApprovalEntity,
    inForceAt: Date,
  ): Promise<void> {
    const delayMs = inForceAt.getTime() - approvedAt.getTime();
    if (delayMs === 0) await this.applyChange.run(tx, changeId);
    else await enqueue(tx, applyChangeJob, { changeId }, { delayMs, dispatch: 'in-time' });
  }
}

function requireOpen({ approval, returned, applied }: ProposedChange, verdict: string): void {
  if (applied !== null) {
    throw new DomainError('conflict', 'change.settled', {
      en: 'This change is in force, or has failed, already. If it is not wanted, propose another one.',
      'zh-CN': '该变更已生效或已失败。如不需要，请另行提出变更。',
    });
  }
  if (returned === null && (verdict === 'return' || approval === null)) return;
  throw new DomainError('conflict', 'approval.given_already', {
    en: 'This change has been approved or returned already. Propose it anew, if it is still wanted.',
    'zh-CN': '该变更已被批准或退回。如仍需要，请重新提出。',
  });
}

async function requireOtherEyes(
  reads: Reads,
  actor: Actor,
  { content, newUser, proposedByPerson }: ControlledChangeEntity,
): Promise<void> {
  if (proposedByPerson === actor.personId) {
    throw new DomainError('conflict', 'approval.own_hand', {
      en: 'You proposed this change: another person has to approve it.',
      'zh-CN': '该变更由您提出，须由另一人批准。',
    });
  }
  const id = subjectOf(content, newUser);
  const subject = id === null ? null : await reads.findOneBy(UserEntity, { id });
  if (subject?.personId !== actor.personId) return;
  throw new DomainError('conflict', 'approval.own_rights', {
    en: 'This change is about your own rights: another person has to approve it.',
    'zh-CN': '该变更涉及您本人的权限，须由另一人批准。',
  });
}

function notFound(): DomainError {
  return new DomainError('not_found', 'change.not_found', {
    en: 'There is no proposed change of this id.',
    'zh-CN': '没有该编号的变更提案。',
  });
}
