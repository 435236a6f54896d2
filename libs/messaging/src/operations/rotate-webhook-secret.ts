import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import { WebhookSecrets } from '../webhooks/webhook-secrets';

/** So long the secret before signs too, so that receivers change theirs when they like. */
const BOTH_SIGN_MS = 24 * 3_600_000;

/** Gives an endpoint a new secret. */
@Injectable()
export class RotateWebhookSecret {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, actor: Actor, { endpointId }: { readonly endpointId: string }): Promise<void> {
    const now = this.clock.now();
    const { sealedSecret } = await tx.findOneOrFail(WebhookEndpointEntity, {
      where: { id: endpointId },
      lock: { mode: 'pessimistic_write' },
    });
    await tx.update(
      WebhookEndpointEntity,
      { id: endpointId },
      {
        sealedSecret: this.secrets.seal(endpointId, this.secrets.make()),
        previousSecret: sealedSecret,
        previousUntil: new Date(now.getTime() + BOTH_SIGN_MS),
        changedAt: now,
      },
    );
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'webhook.secret_rotated',
      objectId: endpointId,
    });
  }
}
