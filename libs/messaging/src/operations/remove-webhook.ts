import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import { SwitchOffWebhook } from './switch-off-webhook';

/** Takes an endpoint away. What it was posted stays on record. */
@Injectable()
export class RemoveWebhook {
  constructor(
    private readonly switchOff: SwitchOffWebhook,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, actor: Actor, { endpointId }: { readonly endpointId: string }): Promise<void> {
    await this.switchOff.run(tx, actor, { endpointId, reason: 'wish' });
    await tx.update(WebhookEndpointEntity, { id: endpointId }, { deletedAt: this.clock.now() });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'webhook.removed',
      objectId: endpointId,
    });
  }
}
