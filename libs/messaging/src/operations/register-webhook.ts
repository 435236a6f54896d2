import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { ENDPOINTS_MAX, tooManyEndpoints } from '../domain/webhook-refusals';
import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import { WebhookSecrets } from '../webhooks/webhook-secrets';

/** One after the other, so that they can be counted. */
const REGISTERING_LOCK = 7_204_007;

export interface NewEndpoint {
  /** Looked at already, by `WebhookDestinations`: a transaction waits for no name server. */
  readonly url: string;
  /** The kinds of events that are wanted; all when there are none. */
  readonly types: readonly string[];
}

/** Registers an address that events are posted to from now on. */
@Injectable()
export class RegisterWebhook {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `webhook.too_many`. */
  async run(tx: Tx, actor: Actor, { url, types }: NewEndpoint): Promise<WebhookEndpointEntity> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [REGISTERING_LOCK]);
    const mine = { createdBy: actor.id, deletedAt: IsNull() };
    if ((await tx.countBy(WebhookEndpointEntity, mine)) >= ENDPOINTS_MAX) throw tooManyEndpoints();
    const now = this.clock.now();
    const id = newId('whe', HOUSE_LANE);
    const endpoint: WebhookEndpointEntity = {
      id,
      url,
      types: [...types],
      sealedSecret: this.secrets.seal(id, this.secrets.make()),
      previousSecret: null,
      previousUntil: null,
      createdBy: actor.id,
      createdAt: now,
      changedAt: now,
      failingSince: null,
      disabledAt: null,
      disabledFor: null,
      noticeDueAt: null,
      noticeSentAt: null,
      deletedAt: null,
    };
    await tx.insert(WebhookEndpointEntity, endpoint);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'webhook.registered',
      objectId: id,
      facts: { types: [...types] },
    });
    return endpoint;
  }
}
