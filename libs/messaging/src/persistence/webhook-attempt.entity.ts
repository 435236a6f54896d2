import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { WebhookProblem } from '../domain/webhook-course';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';

/** One try to post an event, as it ended. Nothing of what was answered is kept but its code. */
@Entity('webhook_attempts')
@ForeignKey(() => WebhookDeliveryEntity, ['endpointId', 'position'], ['endpointId', 'position'], {
  name: 'webhook_attempts_delivery_fk',
})
export class WebhookAttemptEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_attempts_pk' })
  endpointId!: string;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'webhook_attempts_pk',
    transformer: asBigint,
  })
  position!: bigint;

  /** Which of the tries of its delivery, from 1 on. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'webhook_attempts_pk' })
  number!: number;

  @Column('timestamptz')
  at!: Date;

  /** The status of the answer; null when there was none. */
  @Column('smallint', { nullable: true })
  status!: number | null;

  @Column('text', { nullable: true })
  problem!: WebhookProblem | null;

  @Column('integer')
  tookMs!: number;
}
