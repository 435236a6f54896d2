import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { HOUSE_STREAM } from '../domain/webhook-payload';
import { openWebhookStreams } from '../persistence/open-webhook-streams';

/**
 * Operators are posted everything, an institution what is about payments that it reported. What is
 * about no claim is one stream of its own.
 */
const QUEUE = `
  INSERT INTO webhook_deliveries (endpoint_id, position, claim_id, state, queued_at)
  SELECT w.id, e.position, coalesce(e.claim_id, $4), 'pending', $3
    FROM events e
    JOIN webhook_endpoints w ON w.disabled_at IS NULL AND w.deleted_at IS NULL
     AND (cardinality(w.types) = 0 OR e.kind = ANY (w.types))
    JOIN users u ON u.id = w.created_by
   WHERE e.position BETWEEN $1 AND $2 AND (u.role = 'operator' OR EXISTS (
     SELECT FROM institution_events i
      WHERE i.institution_id = w.created_by AND i.position = e.position))
  RETURNING endpoint_id AS "endpointId", claim_id AS "claimId"`;

/** Owes events to every endpoint that wants them, in the transaction that numbers the events. */
@Injectable()
export class QueueWebhooks {
  constructor(private readonly clock: Clock) {}

  /** From the first to the last of these positions. */
  async run(tx: Tx, { first, last }: { first: string; last: string }): Promise<void> {
    const now = this.clock.now();
    const queued = await tx.query<{ endpointId: string; claimId: string }[]>(QUEUE, [
      first,
      last,
      now,
      HOUSE_STREAM,
    ]);
    await openWebhookStreams(tx, queued, now);
  }
}
