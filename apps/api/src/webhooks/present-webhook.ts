import { HOUSE_STREAM } from '@app/messaging';
import type {
  WebhookAttemptEntity,
  WebhookDeliveryEntity,
  WebhookEndpointEntity,
  WebhookResult,
} from '@app/messaging';

/** An endpoint without its secret. */
export function presentEndpoint(endpoint: WebhookEndpointEntity): object {
  return {
    id: endpoint.id,
    url: endpoint.url,
    types: endpoint.types,
    enabled: endpoint.disabledAt === null,
    disabledAt: told(endpoint.disabledAt),
    disabledFor: endpoint.disabledFor,
    failingSince: told(endpoint.failingSince),
    noticeSentAt: told(endpoint.noticeSentAt),
    previousSecretUntil: told(endpoint.previousUntil),
    createdBy: endpoint.createdBy,
    createdAt: endpoint.createdAt.toISOString(),
    changedAt: endpoint.changedAt.toISOString(),
  };
}

/** A delivery with its tries, among those of the page. */
export function presentDelivery(
  delivery: WebhookDeliveryEntity,
  attempts: readonly WebhookAttemptEntity[],
): object {
  return {
    position: delivery.position.toString(),
    claimId: delivery.claimId === HOUSE_STREAM ? null : delivery.claimId,
    state: delivery.state,
    queuedAt: delivery.queuedAt.toISOString(),
    endedAt: told(delivery.endedAt),
    attempts: attempts
      .filter(({ position }) => position === delivery.position)
      .map((attempt) => ({ at: attempt.at.toISOString(), ...presentResult(attempt) })),
  };
}

/** How a try ended; of what was answered only the status. */
export function presentResult({ status, problem, tookMs }: WebhookResult): object {
  return { delivered: problem === null, status, problem, tookMs };
}

function told(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
