import { Injectable } from '@nestjs/common';

import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { AccountStanding, usernameOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { ChangeCheck } from '../change-check';
import type { WantedChange } from '../change-check';
import { approvalsRequired, changeDigest, currencyOf, weakens } from '../domain/controlled-change';
import { Limits } from '../limits';
import { ControlledChangeEntity } from '../persistence/controlled-change.entity';
import { takeTurn } from '../take-turn';
import { ApplyChange } from './apply-change';

export interface NewChange extends WantedChange {
  /** For the person who approves it: why it is wanted. */
  readonly reason: string;
}

/**
 * Proposes a change of rights or limits. It counts for nothing until another person has approved
 * it; only what takes rights away holds at once.
 */
@Injectable()
export class ProposeChange {
  constructor(
    private readonly standing: AccountStanding,
    private readonly check: ChangeCheck,
    private readonly limits: Limits,
    private readonly applyChange: ApplyChange,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `ChangeCheck` refuses. */
  async run(tx: Tx, actor: Actor, input: NewChange): Promise<ControlledChangeEntity> {
    const { content, reason } = input;
    const newUser =
      input.newUser === null
        ? null
        : { ...input.newUser, username: usernameOf(input.newUser.username) };
    await takeTurn(tx);
    await this.standing.require(tx, actor);
    await this.check.require(tx, input);
    const change: ControlledChangeEntity = {
      id: newId('chg', HOUSE_LANE),
      content,
      newUser,
      weakens: weakens(content, await this.limits.current(tx, currencyOf(content))),
      approvalsRequired: approvalsRequired(content),
      reason,
      digest: changeDigest(content, newUser),
      proposedBy: actor.id,
      proposedByPerson: actor.personId,
      proposedAt: this.clock.now(),
    };
    await tx.insert(ControlledChangeEntity, change);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'change.proposed',
      objectId: change.id,
      reason,
      facts: { content, digest: change.digest },
    });
    if (change.approvalsRequired === 0) await this.applyChange.run(tx, change.id);
    return change;
  }
}
