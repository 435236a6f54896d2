import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import type { CounterpartyKind } from '../domain/recovery';

/** Another house, an insurer, or somebody who caused a loss. It has no lane: all lanes name it. */
@Entity('counterparties')
@Index('counterparties_party_key', ['party'], { unique: true, where: 'party IS NOT NULL' })
@Check('counterparties_kind_check', `kind IN ('institution', 'insurer', 'fraudster', 'merchant')`)
export class CounterpartyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'counterparties_pk' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: CounterpartyKind;

  /** Where they are reached about recoveries. */
  @Column('text')
  contact!: string;

  /** The party of packs that they are where nobody says otherwise: `insurer`, `payee_psp`. */
  @Column('text', { nullable: true })
  party!: string | null;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
