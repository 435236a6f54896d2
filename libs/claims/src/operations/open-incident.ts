import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { IncidentEntity } from '../persistence/incident.entity';

export interface NewIncident {
  readonly title: string;
  readonly description: string | null;
}

/** Opens an incident: one fraud to which several claims will belong. */
@Injectable()
export class OpenIncident {
  constructor(
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, actor: Actor, input: NewIncident): Promise<IncidentEntity> {
    // It belongs to no payer, and so to the lane of the house.
    const lane = HOUSE_LANE;
    const incident: IncidentEntity = {
      lane,
      id: newId('inc', lane),
      title: input.title,
      description: input.description,
      openedBy: actor.id,
      openedAt: this.clock.now(),
    };
    await tx.insert(IncidentEntity, incident);
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'incident.opened',
      objectId: incident.id,
    });
    return incident;
  }
}
