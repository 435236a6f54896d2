import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ControlledChangeEntity } from './controlled-change.entity';

/** Lets somebody choose the password of an account, once. The token itself is kept nowhere. */
@Entity('user_invitations')
@Index('user_invitations_user_idx', ['userId'])
@ForeignKey(() => ControlledChangeEntity, ['changeId'], ['id'], {
  name: 'user_invitations_change_fk',
})
export class UserInvitationEntity {
  /** SHA-256 of the token. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'user_invitations_pk' })
  tokenHash!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  changeId!: string;

  @Column('text')
  issuedTo!: string;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
