import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { WebhookState } from '../domain/webhook-course';
import { EventEntity } from './event.entity';
import { WebhookEndpointEntity } from './webhook-endpoint.entity';

/** An event that is owed to an endpoint, and what became of it. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_pending_idx', ['endpointId', 'claimId', 'position'], {
  where: `state = 'pending'`,
})
@Index('webhook_deliveries_queued_idx', ['queuedAt'], { where: `state = 'pending'` })
@Index('webhook_deliveries_state_idx', ['endpointId', 'state', 'position'])
@ForeignKey(() => WebhookEndpointEntity, ['endpointId'], ['id'], {
  name: 'webhook_deliveries_endpoint_fk',
})
@ForeignKey(() => EventEntity, ['position'], ['position'], { name: 'webhook_deliveries_event_fk' })
@Check('webhook_deliveries_state_check', `state IN ('pending', 'delivered', 'failed', 'cancelled')`)
@Check('webhook_deliveries_ended_check', `(state = 'pending') = (ended_at IS NULL)`)
export class WebhookDeliveryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_deliveries_pk' })
  endpointId!: string;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'webhook_deliveries_pk',
    transformer: asBigint,
  })
  position!: bigint;

  /** Of the stream: a claim, or `HOUSE_STREAM`. */
  @Column('text')
  claimId!: string;

  @Column('text')
  state!: WebhookState;

  /** How often it was tried, also before it was sent anew. */
  @Column('integer', { default: 0 })
  tries!: number;

  @Column('timestamptz')
  queuedAt!: Date;

  /** From here its three days count: it may have waited behind others before. */
  @Column('timestamptz', { nullable: true })
  firstTriedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
