import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock, laneOfSeed, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { requireDraftSize } from '../domain/draft-content';
import type { DraftContent } from '../domain/draft-content';
import { draftExpiry, requireRoomForDraft } from '../domain/filing-limits';
import { claimantOf } from '../domain/filing-rules';
import { DraftQueries } from '../filing/drafts.queries';
import { lockParty } from '../lock-party';
import { ClaimDraftEntity } from '../persistence/claim-draft.entity';

export interface NewDraft {
  /** Whose payments it is about, when an agent writes it. */
  readonly claimantPartyId: string | null;
  readonly content: DraftContent;
}

/** Keeps the beginning of a claim, right or wrong, so that it can be gone on with later. */
@Injectable()
export class StartDraft {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /** Refuses `claim.claimant_unclear`, `draft.too_many` and `draft.too_large`. */
  async run(tx: Tx, actor: Actor, input: NewDraft): Promise<ClaimDraftEntity> {
    const partyId = claimantOf(actor, input.claimantPartyId);
    const content = requireDraftSize(input.content);
    const madeByRole = actor.role === 'claimant' ? 'claimant' : 'agent';
    await lockParty(tx, 'drafts', partyId);
    const now = this.clock.now();
    const held = await this.drafts.count(tx, actor, partyId);
    const { draftsPerParty: draftsMax } = await this.limits.current(tx);
    requireRoomForDraft(held, { draftsMax });
    const lane = laneOfSeed(partyId);
    const draft: ClaimDraftEntity = {
      lane,
      id: newId('drf', lane),
      partyId,
      madeBy: actor.id,
      madeByRole,
      content,
      version: 1,
      createdAt: now,
      updatedAt: now,
      expiresAt: draftExpiry(now),
    };
    await tx.insert(ClaimDraftEntity, { ...draft, content: content as never });
    return draft;
  }
}
