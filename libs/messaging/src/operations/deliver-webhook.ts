import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';

import { Clock } from '@app/kernel';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { isGivenUp, isGone, retryPauseMs, stateAfter } from '../domain/webhook-course';
import type { WebhookResult } from '../domain/webhook-course';
import { webhookBody } from '../domain/webhook-payload';
import { EventQueries } from '../live/event.queries';
import { WebhookAttemptEntity } from '../persistence/webhook-attempt.entity';
import { WebhookDeliveryEntity } from '../persistence/webhook-delivery.entity';
import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import type { DisabledFor } from '../persistence/webhook-endpoint.entity';
import { WebhookStreamEntity } from '../persistence/webhook-stream.entity';
import { EndpointTurns } from '../webhooks/endpoint-turns';
import { deliverWebhookJob } from '../webhooks/webhook.jobs';
import { WebhookSecrets } from '../webhooks/webhook-secrets';
import { WebhookSender } from '../webhooks/webhook-sender';
import type { Posting } from '../webhooks/webhook-sender';
import { SwitchOffWebhook } from './switch-off-webhook';

/** Clocks of two machines differ: a job that comes so little too early is on time. */
const EARLY_MS = 1_000;
/** Longer than a try can take: until then nobody else tries. */
const LEASE_MS = 30_000;

type StreamKey = Pick<WebhookStreamEntity, 'endpointId' | 'claimId'>;

/** A try that is on record: from now on the event may leave. */
interface Try {
  readonly delivery: WebhookDeliveryEntity;
  readonly posting: Posting;
}

/**
 * Posts the oldest event that an endpoint is owed of a claim. The next one waits until it has
 * arrived or is given up, so that what happened on a claim is told in its order. Nothing is locked
 * while it is under way; dying in between posts it again, under the same `webhook-id`.
 */
@Injectable()
export class DeliverWebhook {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventQueries,
    private readonly secrets: WebhookSecrets,
    private readonly sender: WebhookSender,
    private readonly switchOff: SwitchOffWebhook,
    private readonly turns: EndpointTurns,
    private readonly clock: Clock,
  ) {}

  /** Not now when enough is under way to this endpoint: it is rung for when a turn is free. */
  async run(stream: StreamKey): Promise<void> {
    if (!this.turns.take(stream)) return;
    try {
      await this.attempt(stream);
    } finally {
      const next = this.turns.release(stream);
      if (next !== null) await this.unitOfWork.transaction((tx) => ringFor(tx, next));
    }
  }

  private async attempt(stream: StreamKey): Promise<void> {
    const begun = await this.unitOfWork.transaction((tx) => this.begin(tx, stream));
    if (begun === null) return;
    const result = await this.sender.send(begun.posting);
    await this.unitOfWork.transaction((tx) => this.record(tx, begun.delivery, result));
    const reason = await this.reasonToStop(stream.endpointId, result);
    if (reason === null) return;
    await this.unitOfWork.transaction((tx) =>
      this.switchOff.run(tx, SYSTEM, { endpointId: stream.endpointId, reason }),
    );
  }

  /** Records that a try begins; null when there is nothing to do (now). */
  private async begin(tx: Tx, { endpointId, claimId }: StreamKey): Promise<Try | null> {
    const now = this.clock.now();
    const stream = await lockedStream(tx, { endpointId, claimId });
    if (stream === null || stream.nextTryAt.getTime() - EARLY_MS > now.getTime()) return null;
    const endpoint = await tx.findOneByOrFail(WebhookEndpointEntity, { id: endpointId });
    const isOff = endpoint.disabledAt !== null || endpoint.deletedAt !== null;
    const pending = { endpointId, claimId, state: 'pending' as const };
    if (isOff)
      await tx.update(WebhookDeliveryEntity, pending, { state: 'cancelled', endedAt: now });
    const [oldest] = await tx.find(WebhookDeliveryEntity, {
      where: pending,
      order: { position: 'ASC' },
      take: 1,
    });
    if (oldest === undefined) {
      await tx.delete(WebhookStreamEntity, { endpointId, claimId });
      return null;
    }
    const begun = { tries: oldest.tries + 1, firstTriedAt: oldest.firstTriedAt ?? now };
    await tx.update(WebhookDeliveryEntity, keyOf(oldest), begun);
    const nextTryAt = new Date(now.getTime() + LEASE_MS);
    await tx.update(WebhookStreamEntity, { endpointId, claimId }, { nextTryAt });
    const event = await this.events.toldTo(tx, endpoint.createdBy, oldest.position);
    if (event === null) throw new Error(`${endpointId} is owed an event that is not theirs.`);
    const posting = {
      url: endpoint.url,
      id: event.id,
      at: now,
      body: webhookBody(event),
      secrets: this.secrets.inForce(endpoint, now),
    };
    return { delivery: { ...oldest, ...begun }, posting };
  }

  private async record(tx: Tx, tried: WebhookDeliveryEntity, result: WebhookResult): Promise<void> {
    const now = this.clock.now();
    const { endpointId, position, tries } = tried;
    const stream = await lockedStream(tx, tried);
    const delivery = await tx.findOneOrFail(WebhookDeliveryEntity, {
      where: keyOf(tried),
      lock: { mode: 'pessimistic_write' },
    });
    const attempt = { endpointId, position, number: tries, at: now, ...result };
    await tx.insert(WebhookAttemptEntity, attempt);
    // Another try has begun meanwhile: only that this one arrived is still news.
    const isOvertaken = delivery.tries !== tries;
    if (isOvertaken && result.problem !== null) return;
    const state = stateAfter(delivery, result, now);
    const endedAt = state === 'pending' ? null : (delivery.endedAt ?? now);
    await tx.update(WebhookDeliveryEntity, keyOf(tried), { state, endedAt });
    await noteFailing(tx, endpointId, result, now);
    if (stream !== null && !isOvertaken) await this.goOn(tx, { ...delivery, state }, now);
  }

  /** The same one again after a pause, or the next one at once, or the end of the stream. */
  private async goOn(tx: Tx, delivery: WebhookDeliveryEntity, now: Date): Promise<void> {
    const { endpointId, claimId, position, state, tries } = delivery;
    const key = { endpointId, claimId };
    const isMore = await tx.existsBy(WebhookDeliveryEntity, { ...key, state: 'pending' });
    if (!isMore) {
      await tx.delete(WebhookStreamEntity, key);
      return;
    }
    const triedForMs = now.getTime() - (delivery.firstTriedAt ?? now).getTime();
    const delayMs = state === 'pending' ? retryPauseMs(triedForMs, seedOf(delivery)) : 0;
    const nextTryAt = new Date(now.getTime() + delayMs);
    await tx.update(WebhookStreamEntity, key, { nextTryAt });
    const dispatch = `after-${position.toString()}-${String(tries)}`;
    await enqueue(tx, deliverWebhookJob, key, { delayMs, dispatch });
  }

  private async reasonToStop(id: string, result: WebhookResult): Promise<DisabledFor | null> {
    if (isGone(result)) return 'gone';
    if (result.problem === null) return null;
    const failing = await this.unitOfWork.reads.findOneBy(WebhookEndpointEntity, {
      id,
      failingSince: Not(IsNull()),
    });
    const since = failing?.failingSince ?? null;
    return since !== null && isGivenUp(since, this.clock.now()) ? 'failing' : null;
  }
}

async function ringFor(tx: Tx, stream: StreamKey): Promise<void> {
  await enqueue(tx, deliverWebhookJob, stream, { dispatch: 'turn' });
}

async function lockedStream(
  tx: Tx,
  { endpointId, claimId }: StreamKey,
): Promise<WebhookStreamEntity | null> {
  return tx.findOne(WebhookStreamEntity, {
    where: { endpointId, claimId },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Writes only what changes: all streams of an endpoint share its row. */
async function noteFailing(
  tx: Tx,
  id: string,
  { problem }: WebhookResult,
  now: Date,
): Promise<void> {
  if (problem === null)
    await tx.update(
      WebhookEndpointEntity,
      { id, failingSince: Not(IsNull()) },
      { failingSince: null },
    );
  else
    await tx.update(WebhookEndpointEntity, { id, failingSince: IsNull() }, { failingSince: now });
}

function keyOf({
  endpointId,
  position,
}: WebhookDeliveryEntity): Pick<WebhookDeliveryEntity, 'endpointId' | 'position'> {
  return { endpointId, position };
}

/** Differs between deliveries, and is the same each time. */
function seedOf({ endpointId, position, tries }: WebhookDeliveryEntity): number {
  const words = `${endpointId} ${position.toString()} ${String(tries)}`;
  return createHash('sha256').update(words).digest().readUInt32BE();
}
