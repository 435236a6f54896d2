import { newId } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { TELLING_DELAY_MS, tellClaimantJob } from './claims.jobs';
import { isTold } from './domain/told-events';
import { ClaimEventEntity } from './persistence/claim-event.entity';
import { ClaimUntoldEventEntity } from './persistence/claim-untold-event.entity';
import type { ClaimEntity } from './persistence/claim.entity';

/** Something that happened, in words for the claimant. */
export interface TimelineEvent {
  readonly kind: string;
  readonly summary: Bilingual;
}

/**
 * Adds lines to the timeline, and rings a bell when the claimant is to be told of one of them.
 * Where something earlier is still to be told, its bell is still to ring, and all is told then.
 */
export async function addToTimeline(
  tx: Tx,
  claim: Pick<ClaimEntity, 'lane' | 'id' | 'version'>,
  events: readonly TimelineEvent[],
  { actor, at }: { readonly actor: Actor; readonly at: Date },
): Promise<void> {
  if (events.length === 0) return;
  const isNews = events.some(({ kind }) => isTold(kind));
  const isRung = isNews && (await isToBeTold(tx, claim));
  await tx.insert(
    ClaimEventEntity,
    events.map(({ kind, summary }) => ({
      lane: claim.lane,
      id: newId('cev', claim.lane),
      claimId: claim.id,
      version: claim.version,
      at,
      kind,
      actorId: actor.id,
      actorRole: actor.role,
      summary,
    })),
  );
  if (!isNews || isRung) return;
  await enqueue(tx, tellClaimantJob, { claimId: claim.id }, { delayMs: TELLING_DELAY_MS });
}

async function isToBeTold(
  tx: Tx,
  { lane, id }: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<boolean> {
  return tx.existsBy(ClaimUntoldEventEntity, { lane, claimId: id });
}
