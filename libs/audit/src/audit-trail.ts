import { Injectable } from '@nestjs/common';
import { Like, MoreThan, Not } from 'typeorm';

import { Clock, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { currentRequestId } from '@app/platform';
import type { Actor, PageRequest, Reads, Tx } from '@app/platform';

import { AuditRecordEntity } from './persistence/audit-record.entity';

export interface AuditedAct {
  readonly lane: Lane;
  readonly actor: Actor;
  /** `lib.verb`, past tense: `claim.filed`. */
  readonly action: string;
  readonly objectId: string;
  readonly reason?: string;
  /** Ids, codes and digits only: personal data stays beside the trail, where it can be erased. */
  readonly facts?: Record<string, unknown>;
}

/** What was declared of somebody and who read it; an underscore stands for itself. */
const NEED_TO_KNOW = 'need\\_to\\_know.%';

/** Written in the transaction of the act, so that neither exists without the other. */
@Injectable()
export class AuditTrail {
  constructor(private readonly clock: Clock) {}

  async record(tx: Tx, act: AuditedAct): Promise<void> {
    const at = this.clock.now();
    await tx.insert(AuditRecordEntity, {
      lane: act.lane,
      id: newId('aud', act.lane),
      at,
      actorId: act.actor.id,
      actorRole: act.actor.role,
      action: act.action,
      objectId: act.objectId,
      reason: act.reason ?? null,
      requestId: currentRequestId(),
      facts: (act.facts ?? {}) as never,
    });
  }

  /** All that was done to one record, oldest first. */
  async of(reads: Reads, lane: Lane, objectId: string): Promise<AuditRecordEntity[]> {
    return reads.find(AuditRecordEntity, { where: { lane, objectId }, order: { id: 'ASC' } });
  }

  /**
   * The same as auditors are told it, one row more than the page holds: without `need_to_know.*`,
   * of which they need not know that it happened at all.
   */
  async told(
    reads: Reads,
    lane: Lane,
    objectId: string,
    page: PageRequest,
  ): Promise<AuditRecordEntity[]> {
    const after = page.after === undefined ? {} : { id: MoreThan(page.after) };
    return reads.find(AuditRecordEntity, {
      where: { lane, objectId, action: Not(Like(NEED_TO_KNOW)), ...after },
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
  }
}
