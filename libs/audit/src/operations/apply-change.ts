import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Clock, HOUSE_LANE, assertNever } from '@app/kernel';
import type { DomainError } from '@app/kernel';
import { Accounts, SYSTEM, UserEntity } from '@app/platform';
import type { Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { ChangeCheck } from '../change-check';
import { ChangeEffects } from '../change-effects';
import { ChangeQueries, changeStatus } from '../change.queries';
import type { ProposedChange } from '../change.queries';
import { endInvitations } from '../end-invitations';
import { AppliedChangeEntity } from '../persistence/applied-change.entity';
import type { ControlledChangeEntity } from '../persistence/controlled-change.entity';
import { LimitValueEntity } from '../persistence/limit-value.entity';
import { takeTurn } from '../take-turn';

/** Puts an approved change into force, once and not before its time. */
@Injectable()
export class ApplyChange {
  constructor(
    private readonly changes: ChangeQueries,
    private readonly check: ChangeCheck,
    private readonly effects: ChangeEffects,
    private readonly accounts: Accounts,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat, and to run twice at once. What has become impossible since it was proposed (the
   * name is taken by now), and what somebody has stopped since, ends with the reason written down,
   * so that nobody tries it for ever.
   */
  async run(tx: Tx, changeId: string): Promise<void> {
    await takeTurn(tx);
    const proposed = await this.changes.byId(tx, changeId);
    const now = this.clock.now();
    if (proposed === null || !isDue(proposed, now)) return;
    const { change } = proposed;
    const problem = await this.check.problemNow(tx, change);
    await this.settle(tx, change, { problem, now });
    if (problem === null) await this.putIntoForce(tx, change, now);
  }

  /** Before the effect, which the database lets through for a change that comes into force now. */
  private async settle(
    tx: Tx,
    { id: changeId, content }: ControlledChangeEntity,
    { problem, now }: { readonly problem: DomainError | null; readonly now: Date },
  ): Promise<void> {
    const applied: AppliedChangeEntity = {
      changeId,
      appliedAt: now,
      problem: problem === null ? null : { code: problem.code, texts: problem.text },
    };
    await tx.insert(AppliedChangeEntity, applied);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor: SYSTEM,
      action: problem === null ? 'change.applied' : 'change.failed',
      objectId: changeId,
      facts: { content, ...(problem === null ? {} : { problem: problem.code }) },
    });
  }

  private async putIntoForce(tx: Tx, change: ControlledChangeEntity, now: Date): Promise<void> {
    const { content, id: changeId } = change;
    switch (content.kind) {
      case 'limit.set':
        await setLimit(tx, { changeId, content, now });
        return;
      case 'user.add':
        await this.add(tx, change, content);
        return;
      case 'user.role':
        await tx.update(UserEntity, { id: content.userId }, { role: content.role, changeId });
        return;
      case 'user.person':
        await tx.update(
          UserEntity,
          { id: content.userId },
          { personId: content.personId, changeId },
        );
        return;
      case 'user.disable':
        await shutOut(tx, content.userId, now);
        return;
      case 'user.enable':
        await tx.update(UserEntity, { id: content.userId }, { disabledAt: null, changeId });
        return;
      case 'user.invite':
        // What it allows is to ask for an invitation.
        return;
      case 'top_up.set':
      case 'rail.top_up':
      case 'contribution.bill':
      case 'contribution.unbill':
      case 'estimate.raise':
      case 'estimate.release':
        await this.effects.of(content.kind).apply(tx, {
          ...{ changeId, content, proposedBy: change.proposedBy, now },
        });
        return;
      default:
        assertNever(content);
    }
  }

  private async add(
    tx: Tx,
    { id, newUser }: ControlledChangeEntity,
    { userId, role }: Extract<ControlledChangeEntity['content'], { kind: 'user.add' }>,
  ): Promise<void> {
    if (newUser === null) throw new Error(`Change ${id} names nobody.`);
    const { username, name, partyId, personId } = newUser;
    await this.accounts.add(tx, {
      username,
      name,
      role,
      password: null,
      ...(partyId === null ? {} : { partyId }),
      ...(personId === null ? {} : { personId }),
      change: { id, userId },
    });
  }
}

function isDue(proposed: ProposedChange, now: Date): boolean {
  const effectiveAt = proposed.approval?.effectiveAt ?? null;
  return changeStatus(proposed) === 'approved' && (effectiveAt === null || effectiveAt <= now);
}

async function setLimit(
  tx: Tx,
  set: {
    readonly changeId: string;
    readonly content: Extract<ControlledChangeEntity['content'], { kind: 'limit.set' }>;
    readonly now: Date;
  },
): Promise<void> {
  const { changeId, now } = set;
  const { name, value, currency = null } = set.content;
  const version = 1 + ((await tx.maximum(LimitValueEntity, 'version', { name })) ?? 0);
  const row = { changeId, name, currency, version, value: BigInt(value), setAt: now };
  await tx.insert(LimitValueEntity, row);
}

/** Whoever holds an invitation to the account is shut out with it. */
async function shutOut(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.update(UserEntity, { id: userId, disabledAt: IsNull() }, { disabledAt: now });
  await endInvitations(tx, userId, now);
}
