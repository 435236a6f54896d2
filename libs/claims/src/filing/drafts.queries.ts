import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';

import { Clock, isId, laneOfId, laneOfSeed } from '@app/kernel';
import type { Actor, PageRequest, Reads, Tx } from '@app/platform';

import { ClaimDraftFileEntity } from '../persistence/claim-draft-file.entity';
import { ClaimDraftEntity } from '../persistence/claim-draft.entity';

/**
 * All reads of drafts. A draft is seen by whoever writes it: the claimant, or the agent who writes
 * for one. It may hold what nobody else needs to know, and what may yet be taken back.
 */
@Injectable()
export class DraftQueries {
  constructor(private readonly clock: Clock) {}

  /** The draft with an id as far as `actor` may see it; null is absent, expired or a stranger's. */
  async visible(reads: Reads, actor: Actor, id: string): Promise<ClaimDraftEntity | null> {
    const where = whereOf(actor, id, this.clock.now());
    return where === null ? null : reads.findOneBy(ClaimDraftEntity, where);
  }

  /** The same, and locked for the rest of the transaction. */
  async locked(tx: Tx, actor: Actor, id: string): Promise<ClaimDraftEntity | null> {
    const where = whereOf(actor, id, this.clock.now());
    if (where === null) return null;
    return tx.findOne(ClaimDraftEntity, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** One row more than the page holds, newest first. */
  async list(reads: Reads, actor: Actor, page: PageRequest): Promise<ClaimDraftEntity[]> {
    const { after } = page;
    return reads.find(ClaimDraftEntity, {
      where: {
        ...writtenBy(actor),
        expiresAt: MoreThan(this.clock.now()),
        ...(after === undefined ? {} : { id: LessThan(after) }),
      },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
  }

  /** How many drafts about a party `actor` has: as many as they see. */
  async count(reads: Reads, actor: Actor, partyId: string): Promise<number> {
    return reads.countBy(ClaimDraftEntity, {
      ...writtenBy(actor),
      lane: laneOfSeed(partyId),
      partyId,
      expiresAt: MoreThan(this.clock.now()),
    });
  }

  /** The files of a draft, in the order in which they came. */
  async files(
    reads: Reads,
    draft: Pick<ClaimDraftEntity, 'lane' | 'id'>,
  ): Promise<ClaimDraftFileEntity[]> {
    return reads.find(ClaimDraftFileEntity, {
      where: { lane: draft.lane, draftId: draft.id },
      order: { uploadedAt: 'ASC', item: 'ASC', sha256: 'ASC' },
    });
  }
}

function whereOf(actor: Actor, id: string, now: Date): FindOptionsWhere<ClaimDraftEntity> | null {
  if (!isId(id, 'drf')) return null;
  return { lane: laneOfId(id), id, expiresAt: MoreThan(now), ...writtenBy(actor) };
}

/** A claimant may have several accounts, and an agent writes alone. */
function writtenBy(actor: Actor): FindOptionsWhere<ClaimDraftEntity> {
  return actor.role === 'claimant' && actor.partyId !== null
    ? { lane: laneOfSeed(actor.partyId), partyId: actor.partyId, madeByRole: 'claimant' }
    : { madeBy: actor.id, madeByRole: 'agent' };
}
