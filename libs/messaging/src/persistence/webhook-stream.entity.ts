import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { WebhookEndpointEntity } from './webhook-endpoint.entity';

/** What an endpoint is owed of one claim, one event after the other; gone when it is nothing. */
@Entity('webhook_streams')
@Index('webhook_streams_due_idx', ['nextTryAt'])
@ForeignKey(() => WebhookEndpointEntity, ['endpointId'], ['id'], {
  name: 'webhook_streams_endpoint_fk',
})
export class WebhookStreamEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_streams_pk' })
  endpointId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_streams_pk' })
  claimId!: string;

  /** When the next event is tried; while one is under way, when that try is taken for lost. */
  @Column('timestamptz')
  nextTryAt!: Date;
}
