import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { deliverWebhookJob } from '../webhooks/webhook.jobs';
import type { WebhookStreamEntity } from './webhook-stream.entity';

type StreamKey = Pick<WebhookStreamEntity, 'endpointId' | 'claimId'>;

/**
 * The update changes nothing and waits: whoever ends a stream at this moment has not seen what is
 * added to it, so that it has to begin anew.
 */
const OPEN = `
  INSERT INTO webhook_streams AS known (endpoint_id, claim_id, next_try_at)
  SELECT DISTINCT endpoint_id, claim_id, $3::timestamptz
    FROM unnest($1::text[], $2::text[]) AS wanted (endpoint_id, claim_id)
   ORDER BY endpoint_id, claim_id
  ON CONFLICT (endpoint_id, claim_id) DO UPDATE SET next_try_at = known.next_try_at
  RETURNING endpoint_id AS "endpointId", claim_id AS "claimId", (xmax = 0) AS "isNew"`;

/** Opens the streams that are not open, with a bell for each. Holds them until the commit. */
export async function openWebhookStreams(
  tx: Tx,
  keys: readonly StreamKey[],
  now: Date,
): Promise<void> {
  if (keys.length === 0) return;
  const streams = await tx.query<(StreamKey & { readonly isNew: boolean })[]>(OPEN, [
    keys.map(({ endpointId }) => endpointId),
    keys.map(({ claimId }) => claimId),
    now,
  ]);
  for (const { endpointId, claimId, isNew } of streams) {
    if (isNew) await enqueue(tx, deliverWebhookJob, { endpointId, claimId });
  }
}
