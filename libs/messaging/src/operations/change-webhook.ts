import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import type { NewEndpoint } from './register-webhook';
import { SwitchOffWebhook } from './switch-off-webhook';

export interface EndpointChange extends NewEndpoint {
  readonly endpointId: string;
  readonly isEnabled: boolean;
}

/** Changes where events are posted and which, and switches an endpoint off or on again. */
@Injectable()
export class ChangeWebhook {
  constructor(
    private readonly switchOff: SwitchOffWebhook,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What happens while it is switched off it is not posted: it stands in the log of events. */
  async run(tx: Tx, actor: Actor, change: EndpointChange): Promise<void> {
    const { endpointId, url, types, isEnabled } = change;
    if (!isEnabled) await this.switchOff.run(tx, actor, { endpointId, reason: 'wish' });
    const fresh = {
      disabledAt: null,
      disabledFor: null,
      failingSince: null,
      noticeDueAt: null,
      noticeSentAt: null,
    };
    const on = isEnabled ? fresh : {};
    const changed = { url, types: [...types], changedAt: this.clock.now(), ...on };
    await tx.update(WebhookEndpointEntity, { id: endpointId }, changed);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'webhook.changed',
      objectId: endpointId,
      facts: { types: [...types], isEnabled },
    });
  }
}
