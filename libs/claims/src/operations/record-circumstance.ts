import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { ClaimingQueries } from '../filing/claiming.queries';
import { ClaimQueries } from '../claims.queries';
import { extendClocks } from '../domain/clock-moves';
import { CLOCK_TEXTS } from '../domain/clock-texts';
import { withHand } from '../domain/own-hand';
import { requireCircumstance } from '../domain/recordable';
import { ClaimCircumstanceEntity } from '../persistence/claim-circumstance.entity';
import { AssessAnew } from './assess-anew';
import { ChangeClaim } from './change-claim';

export interface NewCircumstance {
  readonly claimId: string;
  /** One of those that the claim's pack declares. */
  readonly circumstance: string;
  /** The line that it is about, for a circumstance of a payment. */
  readonly lineId: string | null;
  /** Whether it was found to hold, or found not to. */
  readonly established: boolean;
  readonly note: string;
}

/**
 * Records that a circumstance holds on a claim or on one of its payments, or that it does not. The
 * timeline and the audit trail say that something was recorded, and not what: it may be that
 * somebody is vulnerable.
 */
@Injectable()
export class RecordCircumstance {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly assessAnew: AssessAnew,
    private readonly claiming: ClaimingQueries,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * The same again is the first record; the contrary corrects it. Refuses what
   * `requireCircumstance` refuses, and whoever claims (`ClaimingQueries`). An appeal is heard
   * by others than who recorded it.
   */
  async run(tx: Tx, actor: Actor, input: NewCircumstance): Promise<ClaimCircumstanceEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const { circumstances } = await this.packs.pinned(tx, claim);
    const lineIds = (await this.queries.lines(tx, claim)).map(({ id }) => id);
    requireCircumstance(input, { status: claim.status, lineIds }, circumstances);
    const { circumstance, lineId, established, note } = input;
    const held = await this.queries.circumstances(tx, claim);
    const newest = held.findLast(
      (record) => record.circumstance === circumstance && record.lineId === lineId,
    );
    if (newest?.established === established) return newest;
    const at = this.clock.now();
    const record: ClaimCircumstanceEntity = {
      lane: claim.lane,
      claimId: claim.id,
      position: held.length,
      circumstance,
      lineId,
      established,
      note,
      actorId: actor.id,
      actorRole: actor.role,
      recordedAt: at,
    };
    await tx.insert(ClaimCircumstanceEntity, record);
    await this.assessAnew.run(tx, claim, {
      actor,
      command: 'record_circumstance',
      set: { hands: withHand(claim.hands, actor) },
      clocks: (facts, rules) => extendClocks({ at, reason: circumstance }, facts, rules),
      event: { kind: 'circumstance.recorded', summary: CLOCK_TEXTS.circumstance },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'circumstance.recorded',
      objectId: claim.id,
      facts: { position: record.position },
    });
    return record;
  }
}
