import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Words of the claimant's choice that stand in each of our messages to them. Personal data. */
@Entity('claimant_phrases')
@Check('claimant_phrases_phrase_check', 'length(phrase) > 0')
export class ClaimantPhraseEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claimant_phrases_pk' })
  lane!: number;

  /** The payer identity whose claims it stands for. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'claimant_phrases_pk' })
  partyId!: string;

  @Column('text')
  phrase!: string;

  @Column('timestamptz')
  chosenAt!: Date;
}
