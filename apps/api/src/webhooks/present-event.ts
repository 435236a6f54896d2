import type { LoggedEvent } from '@app/messaging';

/** An event as other systems read it. `position` is the cursor, and the order. */
export function presentEvent(event: LoggedEvent): object {
  return {
    position: event.position.toString(),
    id: event.id,
    type: event.kind,
    at: event.at.toISOString(),
    ...(event.claimId === null
      ? { currency: event.currency }
      : { claimId: event.claimId, reference: event.reference, payments: event.payments }),
  };
}
