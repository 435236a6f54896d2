import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import type { Role } from './roles';

/** A local account. With an OpenID provider there are none. */
@Entity('users')
@Unique('users_username_key', ['username'])
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

  /** Made by demo mode; refused when demo mode is off. */
  @Column('boolean', { default: false })
  demo!: boolean;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;
}
