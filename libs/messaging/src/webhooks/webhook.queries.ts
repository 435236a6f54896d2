import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan } from 'typeorm';

import { isId } from '@app/kernel';
import type { Actor, PageRequest, Reads } from '@app/platform';

import type { WebhookState } from '../domain/webhook-course';
import { WebhookAttemptEntity } from '../persistence/webhook-attempt.entity';
import { WebhookDeliveryEntity } from '../persistence/webhook-delivery.entity';
import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';

/** Which deliveries of an endpoint. */
export interface DeliveryFilter {
  readonly state: WebhookState | null;
  /** Deliveries of events before this position; null for the newest. */
  readonly before: bigint | null;
  readonly limit: number;
}

/** What is on its way, for whoever watches the installation. */
export interface WebhookFigures {
  readonly pending: number;
  readonly oldestQueuedAt: Date | null;
}

/** Reads endpoints and what they are owed. An institution sees its own ones only. */
@Injectable()
export class WebhookQueries {
  /** Null for one that is not there, was removed, or is somebody else's. */
  async visible(reads: Reads, actor: Actor, id: string): Promise<WebhookEndpointEntity | null> {
    if (!isId(id, 'whe')) return null;
    return reads.findOneBy(WebhookEndpointEntity, { ...visibleTo(actor), id });
  }

  /** The newest first, and one more than the page holds. */
  async list(
    reads: Reads,
    actor: Actor,
    { limit, after }: PageRequest,
  ): Promise<WebhookEndpointEntity[]> {
    return reads.find(WebhookEndpointEntity, {
      where: { ...visibleTo(actor), ...(after === undefined ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** The newest events first, and one more than asked for. */
  async deliveries(
    reads: Reads,
    { id: endpointId }: WebhookEndpointEntity,
    { state, before, limit }: DeliveryFilter,
  ): Promise<WebhookDeliveryEntity[]> {
    return reads.find(WebhookDeliveryEntity, {
      where: {
        endpointId,
        ...(state === null ? {} : { state }),
        ...(before === null ? {} : { position: LessThan(before) }),
      },
      order: { position: 'DESC' },
      take: limit + 1,
    });
  }

  /** Every try of some deliveries of one endpoint, the first one first. */
  async attempts(
    reads: Reads,
    deliveries: readonly WebhookDeliveryEntity[],
  ): Promise<WebhookAttemptEntity[]> {
    const [first] = deliveries;
    if (first === undefined) return [];
    return reads.find(WebhookAttemptEntity, {
      where: {
        endpointId: first.endpointId,
        position: In(deliveries.map(({ position }) => position)),
      },
      order: { position: 'ASC', number: 'ASC' },
    });
  }

  async figures(reads: Reads): Promise<WebhookFigures> {
    const [row] = await reads.query<WebhookFigures[]>(
      `SELECT count(*)::int AS pending, min(queued_at) AS "oldestQueuedAt"
         FROM webhook_deliveries WHERE state = 'pending'`,
    );
    return row ?? { pending: 0, oldestQueuedAt: null };
  }
}

function visibleTo({ role, id }: Actor): object {
  return { deletedAt: IsNull(), ...(role === 'institution' ? { createdBy: id } : {}) };
}
