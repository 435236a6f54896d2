import { Injectable } from '@nestjs/common';
import { In, LessThan, Not } from 'typeorm';

import { isId, laneOfId } from '@app/kernel';
import type { Actor, PageRequest, Reads } from '@app/platform';

import { ownParties } from './own-parties';
import { ClaimEntity } from './persistence/claim.entity';
import { IncidentEntity } from './persistence/incident.entity';

/** All reads of incidents. Their claims stand in all lanes. */
@Injectable()
export class IncidentQueries {
  async byId(reads: Reads, id: string): Promise<IncidentEntity | null> {
    if (!isId(id, 'inc')) return null;
    return reads.findOneBy(IncidentEntity, { lane: laneOfId(id), id });
  }

  /** One row more than the page holds, newest first. */
  async list(reads: Reads, { limit, after }: PageRequest): Promise<IncidentEntity[]> {
    return reads.find(IncidentEntity, {
      where: after === undefined ? {} : { id: LessThan(after) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** The claims of an incident, newest first, but for one's own; one row more than the page. */
  async claims(
    reads: Reads,
    actor: Actor,
    incidentId: string,
    { limit, after }: PageRequest,
  ): Promise<ClaimEntity[]> {
    const own = await ownParties(reads, actor);
    return reads.find(ClaimEntity, {
      where: {
        incidentId,
        ...(own.length === 0 ? {} : { claimantPartyId: Not(In(own)) }),
        ...(after === undefined ? {} : { id: LessThan(after) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }
}
