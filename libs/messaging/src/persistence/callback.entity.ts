import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from '@app/claims';

import type { Callee, CallbackState } from '../domain/callback-moves';

/** A call that somebody asked for. Holds a telephone number, as contacts do: personal data. */
@Entity('callbacks')
@Index('callbacks_open_key', ['lane', 'claimId'], { unique: true, where: `state = 'booked'` })
@Index('callbacks_claim_idx', ['lane', 'claimId', 'id'])
@Index('callbacks_slot_idx', ['slotAt', 'id'], { where: `state = 'booked'` })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], { name: 'callbacks_claim_fk' })
@Check('callbacks_callee_check', `callee IN ('claimant', 'proxy')`)
@Check('callbacks_locale_check', `locale IN ('zh-CN', 'en')`)
@Check('callbacks_role_check', `booked_by_role IN ('claimant', 'agent')`)
@Check('callbacks_state_check', `state IN ('booked', 'done', 'missed', 'cancelled')`)
@Check('callbacks_slot_check', 'slot_ends_at > slot_at')
@Check(
  'callbacks_taken_check',
  `(taken_by IS NULL) = (taken_at IS NULL) AND (taken_by IS NULL OR state = 'booked')`,
)
export class CallbackEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'callbacks_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'callbacks_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  /** Whom we ask for. */
  @Column('text')
  callee!: Callee;

  /** E.164. Shown to agents; masked to everybody else. */
  @Column('text')
  phone!: string;

  /** The language of the call. */
  @Column('text')
  locale!: 'zh-CN' | 'en';

  /** What it is to be about, in the words of whoever asked for it. */
  @Column('text', { nullable: true })
  topic!: string | null;

  @Column('timestamptz')
  slotAt!: Date;

  @Column('timestamptz')
  slotEndsAt!: Date;

  @Column('text')
  state!: CallbackState;

  /** How often we called. */
  @Column('smallint', { default: 0 })
  tries!: number;

  /** How often its slot passed without a call. */
  @Column('smallint', { default: 0 })
  lapses!: number;

  /** Who of the desk is calling, and since when. */
  @Column('text', { nullable: true })
  takenBy!: string | null;

  @Column('timestamptz', { nullable: true })
  takenAt!: Date | null;

  @Column('text')
  bookedBy!: string;

  @Column('text')
  bookedByRole!: 'claimant' | 'agent';

  /** Grows with every move; with the id it names what the claimant was told of it. */
  @Column('integer')
  version!: number;

  @Column('timestamptz')
  bookedAt!: Date;

  @Column('timestamptz')
  changedAt!: Date;
}
