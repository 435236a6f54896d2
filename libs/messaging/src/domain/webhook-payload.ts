/** In place of a claim: the stream of what is about none. */
export const HOUSE_STREAM = 'house';

/** An event as it is posted: ids and the name of what happened, and nobody's data. */
export interface PostedEvent {
  readonly position: bigint;
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  /** Null, and its reference too, for what happened to the fund of a currency. */
  readonly claimId: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  readonly payments: readonly { readonly source: string; readonly sourceId: string }[];
}

/**
 * The body of a webhook, as Standard Webhooks recommends it: type, timestamp, data. The fields
 * stand in one order, so that an event that is sent again is the same to the last byte.
 */
export function webhookBody({ kind, at, position, ...event }: PostedEvent): string {
  return JSON.stringify({
    type: kind,
    timestamp: at.toISOString(),
    data: { position: position.toString(), id: event.id, ...aboutOf(event) },
  });
}

function aboutOf({
  claimId,
  reference,
  currency,
  payments,
}: Pick<PostedEvent, 'claimId' | 'reference' | 'currency' | 'payments'>): object {
  if (claimId === null) return { currency };
  const named = payments.map(({ source, sourceId }) => ({ source, sourceId }));
  return { claimId, reference, payments: named };
}

/** The body by which an owner tries out an endpoint. */
export function pingBody(endpointId: string, at: Date): string {
  return JSON.stringify({ type: 'ping', timestamp: at.toISOString(), data: { endpointId } });
}
