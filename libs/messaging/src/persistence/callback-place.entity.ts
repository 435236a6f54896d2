import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/**
 * A place of a slot that a call-back holds. All of them stand in the house lane: the desk is one,
 * and its slots are shared by the claims of all lanes. The key is what lets nobody overbook.
 */
@Entity('callback_places')
@Unique('callback_places_callback_key', ['lane', 'callbackId'])
@Check('callback_places_place_check', 'place > 0')
export class CallbackPlaceEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'callback_places_pk' })
  lane!: number;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'callback_places_pk' })
  slotAt!: Date;

  /** From 1; beyond the limit only for calls that we owe. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'callback_places_pk' })
  place!: number;

  @Column('text')
  callbackId!: string;
}
