import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { WebhookDeliveryEntity } from '../persistence/webhook-delivery.entity';
import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import type { DisabledFor } from '../persistence/webhook-endpoint.entity';
import { WebhookStreamEntity } from '../persistence/webhook-stream.entity';
import { tellWebhookOwnerJob } from '../webhooks/webhook.jobs';

/** A job rings at once; after this the sweep does. */
const SWEEP_AFTER_MS = 15_000;

/**
 * Lets an endpoint get nothing more. What it was owed is cancelled, and can be sent anew. Its owner
 * is told when it was not their wish.
 */
@Injectable()
export class SwitchOffWebhook {
  constructor(
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Nothing happens to one that is switched off already. */
  async run(
    tx: Tx,
    actor: Actor,
    { endpointId, reason }: { readonly endpointId: string; readonly reason: DisabledFor },
  ): Promise<void> {
    const now = this.clock.now();
    // In the order in which a delivery takes them: its stream, itself, the endpoint.
    await tx.delete(WebhookStreamEntity, { endpointId });
    const pending = { endpointId, state: 'pending' as const };
    const cancelled = { state: 'cancelled' as const, endedAt: now };
    await tx.update(WebhookDeliveryEntity, pending, cancelled);
    const endpoint = await tx.findOneOrFail(WebhookEndpointEntity, {
      where: { id: endpointId },
      lock: { mode: 'pessimistic_write' },
    });
    if (endpoint.disabledAt !== null) return;
    const noticeDueAt = reason === 'wish' ? null : new Date(now.getTime() + SWEEP_AFTER_MS);
    const off = { disabledAt: now, disabledFor: reason, changedAt: now, noticeDueAt };
    await tx.update(WebhookEndpointEntity, { id: endpointId }, off);
    if (noticeDueAt !== null) await enqueue(tx, tellWebhookOwnerJob, { endpointId });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'webhook.switched_off',
      objectId: endpointId,
      facts: { reason },
    });
  }
}
