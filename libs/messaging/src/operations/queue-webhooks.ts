import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { HOUSE_STREAM } from '../domain/webhook-payload';
import { openWebhookStreams } from '../persistence/open-webhook-streams';

/** What is about no claim is one stream of its own, of endpoints that operators have registered. */
const QUEUE = `
  INSERT INTO webhook_deliveries (endpoint_id, position, claim_id, state, queued_at)
  SELECT w.id, e.position, coalesce(e.claim_id, $4), 'pending', $3
    FROM events e
    JOIN webhook_endpoints w ON w.disabled_at IS NULL AND w.deleted_at IS NULL
     AND (cardinality(w.types) = 0 OR e.kind = ANY (w.types))
    JOIN users u ON u.id = w.created_by
   WHERE e.position BETWEEN $1 AND $2 AND (e.claim_id IS NOT NULL OR u.role = 'operator')
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
