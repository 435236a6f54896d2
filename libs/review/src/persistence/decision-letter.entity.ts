import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { Locale } from '../domain/letter/letter';
import { DecisionEntity } from './decision.entity';

/** The letter on a final decision as issued, by the digest of its file. Only ever inserted. */
@Entity('decision_letters')
@Index('decision_letters_sha256_idx', ['sha256'])
@ForeignKey(() => DecisionEntity, ['lane', 'decisionId'], ['lane', 'id'], {
  name: 'decision_letters_decision_fk',
})
@Check('decision_letters_locale_check', `locale IN ('zh-CN', 'en')`)
@Check('decision_letters_size_check', 'size_bytes > 0')
export class DecisionLetterEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'decision_letters_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_letters_pk' })
  decisionId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_letters_pk' })
  locale!: Locale;

  @Column('text')
  sha256!: string;

  @Column('integer')
  sizeBytes!: number;

  @Column('timestamptz')
  issuedAt!: Date;
}
