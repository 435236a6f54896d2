import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { endpointDisabled, noSuchEndpoint, stillPending } from '../domain/webhook-refusals';
import { EventQueries } from '../live/event.queries';
import { openWebhookStreams } from '../persistence/open-webhook-streams';
import { WebhookDeliveryEntity } from '../persistence/webhook-delivery.entity';
import type { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';

/** Sends an event anew, whatever became of it, with three days of its own. */
@Injectable()
export class ResendWebhook {
  constructor(
    private readonly events: EventQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `webhook.disabled`, `webhook.not_found` and `webhook.still_pending`. */
  async run(
    tx: Tx,
    actor: Actor,
    { endpoint, position }: { endpoint: WebhookEndpointEntity; position: bigint },
  ): Promise<WebhookDeliveryEntity> {
    if (endpoint.disabledAt !== null) throw endpointDisabled();
    const now = this.clock.now();
    const key = { endpointId: endpoint.id, position };
    const known = await tx.findOneBy(WebhookDeliveryEntity, key);
    const event = await this.events.toldTo(tx, endpoint.createdBy, position);
    if (known === null || event === null) throw noSuchEndpoint();
    // The stream first, as deliveries take them.
    await openWebhookStreams(tx, [known], now);
    const delivery = await tx.findOneOrFail(WebhookDeliveryEntity, {
      where: key,
      lock: { mode: 'pessimistic_write' },
    });
    if (delivery.state === 'pending') throw stillPending();
    const again = { state: 'pending' as const, queuedAt: now, firstTriedAt: null, endedAt: null };
    await tx.update(WebhookDeliveryEntity, key, again);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'webhook.resent',
      objectId: endpoint.id,
      facts: { position: position.toString() },
    });
    return { ...delivery, ...again };
  }
}
