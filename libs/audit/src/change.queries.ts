import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { isId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { AppliedChangeEntity } from './persistence/applied-change.entity';
import { ControlledChangeApprovalEntity } from './persistence/controlled-change-approval.entity';
import { ControlledChangeEntity } from './persistence/controlled-change.entity';

/** A change with what became of it. */
export interface ProposedChange {
  readonly change: ControlledChangeEntity;
  readonly approval: ControlledChangeApprovalEntity | null;
  readonly returned: ControlledChangeApprovalEntity | null;
  readonly applied: AppliedChangeEntity | null;
}

export type ChangeStatus = 'awaiting_approval' | 'returned' | 'approved' | 'in_force' | 'failed';

/** `approved` waits for its time; `failed` could not come into force when that came. */
export function changeStatus({
  change,
  approval,
  returned,
  applied,
}: ProposedChange): ChangeStatus {
  if (applied !== null) return applied.problem === null ? 'in_force' : 'failed';
  if (returned !== null) return 'returned';
  return approval === null && change.approvalsRequired > 0 ? 'awaiting_approval' : 'approved';
}

/** All reads of changes that need two people. */
@Injectable()
export class ChangeQueries {
  /** One row more than the page holds, newest first. */
  async list(reads: Reads, page: PageRequest): Promise<ProposedChange[]> {
    const query = reads
      .createQueryBuilder(ControlledChangeEntity, 'change')
      .orderBy('change.id', 'DESC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.where('change.id < :after', { after: page.after });
    return this.withFates(reads, await query.getMany());
  }

  async byId(reads: Reads, id: string): Promise<ProposedChange | null> {
    const change = isId(id, 'chg') ? await reads.findOneBy(ControlledChangeEntity, { id }) : null;
    const [found = null] = change === null ? [] : await this.withFates(reads, [change]);
    return found;
  }

  private async withFates(
    reads: Reads,
    changes: readonly ControlledChangeEntity[],
  ): Promise<ProposedChange[]> {
    const changeId = In(changes.map(({ id }) => id));
    const verdicts = await reads.findBy(ControlledChangeApprovalEntity, { changeId });
    const applied = await reads.findBy(AppliedChangeEntity, { changeId });
    return changes.map((change) => {
      const given = verdicts.filter((verdict) => verdict.changeId === change.id);
      return {
        change,
        approval: given.find(({ verdict }) => verdict === 'approve') ?? null,
        returned: given.find(({ verdict }) => verdict === 'return') ?? null,
        applied: applied.find((one) => one.changeId === change.id) ?? null,
      };
    });
  }
}
