import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * That an account of a chat belongs to the claimant of a claim. Its lane is that of the account, by
 * which it is found; the claim may lie in another one.
 */
@Entity('chat_links')
@Index('chat_links_claim_idx', ['claimId'])
export class ChatLinkEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'chat_links_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'chat_links_pk' })
  channel!: string;

  /** What the channel calls its user, such as an OpenID of a service account. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'chat_links_pk' })
  userId!: string;

  @Column('text')
  claimId!: string;

  @Column('timestamptz')
  linkedAt!: Date;
}
