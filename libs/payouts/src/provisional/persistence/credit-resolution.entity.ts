import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { EvidenceKind } from '../../domain/resolution';
import { ProvisionalCreditPartEntity } from './provisional-credit-part.entity';

/** What one person says that a silent wallet gave back, with evidence. Only ever inserted. */
@Entity('credit_resolutions')
@Index('credit_resolutions_line_idx', { synchronize: false })
@ForeignKey(() => ProvisionalCreditPartEntity, ['lane', 'payoutId'], ['lane', 'payoutId'], {
  name: 'credit_resolutions_part_fk',
})
@Check('credit_resolutions_taken_check', 'taken_minor >= 0')
@Check(
  'credit_resolutions_evidence_check',
  `evidence_kind IN ('statement_line', 'rail_portal', 'bank_letter')`,
)
export class CreditResolutionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'credit_resolutions_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'credit_resolutions_pk' })
  payoutId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'credit_resolutions_pk' })
  number!: number;

  /** What the wallet gave back of what it was asked for; 0 where nothing was there any more. */
  @Column('bigint', { transformer: asBigint })
  takenMinor!: bigint;

  /** When it gave that back; where it gave nothing, when that was found out. */
  @Column('timestamptz')
  takenAt!: Date;

  @Column('text')
  evidenceKind!: EvidenceKind;

  @Column('text')
  evidenceReference!: string;

  @Column('text')
  note!: string;

  @Column('text')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
