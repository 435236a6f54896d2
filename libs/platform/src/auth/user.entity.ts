import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import type { Role } from './roles';

/** A local account. With an OpenID provider there are none. */
@Entity('users')
@Unique('users_username_key', ['username'])
@Index('users_party_idx', ['partyId'], { where: 'party_id IS NOT NULL' })
@Index('users_person_idx', ['personId'], { where: 'party_id IS NOT NULL' })
@Index('users_staff_idx', ['role'], { where: `role <> 'claimant'` })
@Check(
  'users_role_check',
  `role IN ('claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator', 'institution')`,
)
@Check('users_claimant_has_party', `role <> 'claimant' OR party_id IS NOT NULL`)
export class UserEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'users_pk' })
  id!: string;

  @Column('text')
  username!: string;

  @Column('text')
  passwordHash!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  partyId!: string | null;

  /** The human behind it, by the id of their first account; the database fills in its own id. */
  @Column('text')
  personId!: string;

  /** The controlled change that gave it its rights; null when the command line or the demo did. */
  @Column('text', { nullable: true })
  changeId!: string | null;

  /** Made by demo mode; refused when demo mode is off. */
  @Column('boolean', { default: false })
  demo!: boolean;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;
}
