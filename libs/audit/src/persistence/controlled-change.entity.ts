import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import type { ChangeContent, NewUser } from '../domain/controlled-change';

/** A change of rights or limits as somebody proposed it. Only ever inserted. */
@Entity('controlled_changes')
@Unique('controlled_changes_content_key', ['id', 'digest', 'proposedByPerson'])
@Check('controlled_changes_reason_check', 'length(reason) > 0')
@Check(
  'controlled_changes_new_user_check',
  `(content ->> 'kind' = 'user.add') = (new_user IS NOT NULL)`,
)
@Check(
  'controlled_changes_weakens_check',
  `weakens OR content ->> 'kind' IN ('user.disable', 'limit.set', 'top_up.set', 'contribution.bill', 'estimate.raise', 'rail.top_up')`,
)
@Check(
  'controlled_changes_approvals_check',
  `approvals_required = 1 OR (approvals_required = 0 AND (content ->> 'kind' = 'user.disable' OR content @> '{"kind": "limit.set", "name": "automaticApprovals", "value": 0}'))`,
)
export class ControlledChangeEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'controlled_changes_pk' })
  id!: string;

  @Column('jsonb')
  content!: ChangeContent;

  /** Beside the content, because it names a person. */
  @Column('jsonb', { nullable: true })
  newUser!: NewUser | null;

  /** As it looked when it was proposed. */
  @Column('boolean')
  weakens!: boolean;

  @Column('smallint')
  approvalsRequired!: number;

  @Column('text')
  reason!: string;

  /** SHA-256 over content and new user, which is what a verdict is bound to. */
  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @Column('text')
  proposedByPerson!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
