import type { Clock } from '@app/kernel';
import type { LedgerConfig } from '@app/platform';

import type { CheckpointPlace } from './checkpoint-place';
import { FilePlace } from './file-place';
import { WebhookPlace } from './webhook-place';

/** The places that this installation publishes its checkpoints to. */
export function checkpointPlaces(config: LedgerConfig, clock: Clock): CheckpointPlace[] {
  const { checkpointDir, checkpointWebhook } = config;
  const places: CheckpointPlace[] = [new FilePlace(checkpointDir)];
  if (checkpointWebhook !== null) places.push(new WebhookPlace(checkpointWebhook, clock));
  return places;
}
