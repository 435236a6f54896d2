import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { ClaimingQueries } from '../filing/claiming.queries';
import { ClaimQueries } from '../claims.queries';
import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { claimantKinds } from '../domain/claimant-kind';
import { withHand } from '../domain/own-hand';
import { recordableFindings, requireFinding } from '../domain/recordable-findings';
import type { FindingWish } from '../domain/recordable-findings';
import { ClaimFindingEntity } from '../persistence/claim-finding.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssessAnew } from './assess-anew';
import { ChangeClaim } from './change-claim';

export interface NewFinding extends FindingWish {
  readonly claimId: string;
  /** What it rests on: for an exclusion, how it was proven by whoever bears the burden. */
  readonly reason: string;
}

/**
 * Records what a reviewer found out about a claim or one of its payments: that an exclusion applies
 * or does not, a figure that the pack needs, what the claimant is. It becomes a fact that the claim
 * is assessed by. Timeline and audit trail say that something was recorded, and not what: it may be
 * a suspicion.
 */
@Injectable()
export class RecordFinding {
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
   * The same again is the first record; another value corrects it. Refuses what `requireFinding`
   * refuses, and whoever claims (`ClaimingQueries`). An appeal is heard by others than who recorded
   * it.
   */
  async run(tx: Tx, actor: Actor, input: NewFinding): Promise<ClaimFindingEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    requireCommand('record_finding', { status: claim.status, role: actor.role });
    await this.requireRecordable(tx, claim, input);
    const { finding, lineId, value, reason } = input;
    const held = await this.queries.findings(tx, claim);
    const newest = held.findLast(
      (record) => record.finding === finding && record.lineId === lineId,
    );
    if (newest?.value === value) return newest;
    const record: ClaimFindingEntity = {
      lane: claim.lane,
      claimId: claim.id,
      position: held.length,
      finding,
      lineId,
      value,
      reason,
      actorId: actor.id,
      actorRole: actor.role,
      recordedAt: this.clock.now(),
    };
    await tx.insert(ClaimFindingEntity, record);
    await this.assessAnew.run(tx, claim, {
      actor,
      command: 'record_finding',
      set: { hands: withHand(claim.hands, actor) },
      event: { kind: 'finding.recorded', summary: CLAIM_TEXTS.findingRecorded },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'finding.recorded',
      objectId: claim.id,
      facts: { position: record.position },
    });
    return record;
  }

  private async requireRecordable(tx: Tx, claim: ClaimEntity, input: NewFinding): Promise<void> {
    const pack = await this.packs.pinned(tx, claim);
    const lineIds = (await this.queries.lines(tx, claim)).map(({ id }) => id);
    const kinds = claimantKinds(this.packs.list());
    requireFinding(input, lineIds, recordableFindings(pack, claim.lossType, kinds));
  }
}
