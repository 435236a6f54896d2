import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import { isId, laneOfId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

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

  /** The claims of an incident, newest first; one row more than the page holds. */
  async claims(
    reads: Reads,
    incidentId: string,
    { limit, after }: PageRequest,
  ): Promise<ClaimEntity[]> {
    return reads.find(ClaimEntity, {
      where: { incidentId, ...(after === undefined ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }
}
