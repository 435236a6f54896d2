import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';

import type { WebhookResult } from '../domain/webhook-course';
import { pingBody } from '../domain/webhook-payload';
import type { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import { WebhookSecrets } from '../webhooks/webhook-secrets';
import { WebhookSender } from '../webhooks/webhook-sender';

/** Posts something harmless to an endpoint, for its owner to see whether it arrives. */
@Injectable()
export class PingWebhook {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  /** Outside of any transaction: it takes as long as the receiver. Nothing is kept of it. */
  async run(endpoint: WebhookEndpointEntity): Promise<WebhookResult> {
    const now = this.clock.now();
    return this.sender.send({
      url: endpoint.url,
      id: `ping_${endpoint.id}_${String(now.getTime())}`,
      at: now,
      body: pingBody(endpoint.id, now),
      secrets: this.secrets.inForce(endpoint, now),
    });
  }
}
