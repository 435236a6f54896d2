import type { EventContext } from '@app/accounting';

/** As much of a claim as its bookings tell. */
export interface BookedClaim {
  readonly lane: number;
  readonly id: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly incidentId: string | null;
}

/**
 * What every booking about a claim says of it: its lane, its pack, and the incident that it belongs
 * to where that is known. `causeId` is the record that causes the booking.
 */
export function claimBooking(
  claim: BookedClaim,
  given: { readonly actorId: string; readonly occurredAt: Date; readonly causeId: string },
): EventContext {
  const { actorId: actor, occurredAt, causeId } = given;
  return {
    lane: claim.lane,
    claimId: claim.id,
    actor,
    occurredAt,
    causeId,
    pack: `${claim.packId}@${claim.packVersion}`,
    ...(claim.incidentId === null ? {} : { incident: claim.incidentId }),
  };
}
