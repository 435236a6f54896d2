import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Actor, Tx } from '@app/platform';

import { noSuchIncident } from '../domain/filing-rules';
import { IncidentQueries } from '../incidents.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface IncidentLink {
  readonly claimId: string;
  /** Null takes the claim out of the incident that it is in. */
  readonly incidentId: string | null;
  readonly reason: string;
}

/**
 * Says to which incident a claim belongs, or that it belongs to none. What is booked from then on
 * says so too; what was booked before is not touched.
 */
@Injectable()
export class LinkIncident {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly incidents: IncidentQueries,
    private readonly audit: AuditTrail,
  ) {}

  /** The same again changes nothing. `incident.not_found` when there is no such incident. */
  async run(tx: Tx, actor: Actor, input: IncidentLink): Promise<ClaimEntity> {
    const { incidentId, reason } = input;
    const claim = await this.changeClaim.lock(tx, input.claimId);
    if (incidentId !== null && (await this.incidents.byId(tx, incidentId)) === null) {
      throw noSuchIncident(incidentId);
    }
    const { incidentId: before } = claim;
    if (before === incidentId) return claim;
    const linked = await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'link_incident',
      set: { incidentId },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.incident_changed',
      objectId: claim.id,
      reason,
      facts: { incidentId, before },
    });
    return linked;
  }
}
