import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { openWebhookStreams } from '../persistence/open-webhook-streams';

const QUEUE = `
  INSERT INTO webhook_deliveries (endpoint_id, position, claim_id, state, queued_at)
  SELECT w.id, e.position, e.claim_id, 'pending', $3
    FROM events e
    JOIN webhook_endpoints w ON w.disabled_at IS NULL AND w.deleted_at IS NULL
     AND (cardinality(w.types) = 0 OR e.kind = ANY (w.types))
   WHERE e.position BETWEEN $1 AND $2
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
    ]);
    await openWebhookStreams(tx, queued, now);
  }
}
