import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { ProofOfFraud } from '../domain/proposal-digest';
import { RecoveryEntity } from './recovery.entity';

/** A write-off or a clawback as one person wants it; another one approves it. Only inserted. */
@Entity('recovery_proposals')
@Unique('recovery_proposals_content_key', [
  'lane',
  'recoveryId',
  'number',
  'digest',
  'proposedByPerson',
])
@ForeignKey(() => RecoveryEntity, ['lane', 'recoveryId'], ['lane', 'id'], {
  name: 'recovery_proposals_recovery_fk',
})
@Check('recovery_proposals_kind_check', `kind IN ('write_off', 'clawback')`)
@Check('recovery_proposals_amount_check', 'amount_minor >= 0')
@Check('recovery_proposals_reason_check', 'length(reason) > 0')
@Check(
  'recovery_proposals_evidence_check',
  `kind <> 'clawback' OR jsonb_array_length(evidence) > 0`,
)
export class RecoveryProposalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'recovery_proposals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'recovery_proposals_pk' })
  recoveryId!: string;

  /** That of the step by which it was proposed. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'recovery_proposals_pk' })
  number!: number;

  @Column('text')
  kind!: 'write_off' | 'clawback';

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('text')
  reason!: string;

  @Column('jsonb')
  evidence!: ProofOfFraud[];

  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @Column('text')
  proposedByPerson!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
