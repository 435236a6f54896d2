import { Injectable } from '@nestjs/common';

import { AuditTrail, Limits } from '@app/audit';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { requireResolution, resolutionTerms } from '../domain/resolution';
import type { EvidenceKind, SaidOutcome } from '../domain/resolution';
import { requireEvidence, requireOwnTransfer } from '../evidence-line';
import { lockPayout } from '../lock-payout';
import { PayoutResolutionEntity } from '../persistence/payout-resolution.entity';
import { ResolutionQueries, noSuchPayout } from '../resolution.queries';

export interface NewResolution extends SaidOutcome {
  readonly payoutId: string;
  readonly evidence: {
    readonly kind: EvidenceKind;
    readonly reference: string;
    readonly note: string;
  };
}

/** One person says, with evidence, what became of a payout that no machine may decide about. */
@Injectable()
export class ProposeResolution {
  constructor(
    private readonly standing: AccountStanding,
    private readonly resolutions: ResolutionQueries,
    private readonly limits: Limits,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes nothing yet. Refuses what `requireResolution`, `requireOwnTransfer` and
   * `requireEvidence` refuse, whoever claims by the claim (`claim.own_hand`), and a second proposal
   * while one is open (`resolution.open_already`).
   */
  async run(tx: Tx, actor: Actor, said: NewResolution): Promise<PayoutResolutionEntity> {
    await this.standing.require(tx, actor);
    const payout = await lockPayout(tx, said.payoutId);
    if (payout === null) throw noSuchPayout();
    await this.resolutions.requireNoHand(tx, payout, actor);
    const now = this.clock.now();
    const limits = await this.limits.current(tx);
    const word = { ...said, evidenceKind: said.evidence.kind };
    requireResolution(payout, word, resolutionTerms(limits, now));
    const earlier = await this.resolutions.of(tx, payout);
    if (earlier.some(({ state }) => state === 'open')) throw openAlready();
    const resolution: PayoutResolutionEntity = {
      lane: payout.lane,
      payoutId: payout.id,
      number: earlier.length + 1,
      outcome: said.outcome,
      transferId: said.transferId,
      settledAt: said.outcome === 'settled' ? said.settledAt : null,
      evidenceKind: said.evidence.kind,
      evidenceReference: said.evidence.reference,
      note: said.evidence.note,
      payoutStatus: payout.status,
      proposedBy: actor.id,
      proposedAt: now,
    };
    await requireOwnTransfer(tx, payout, resolution.transferId);
    await requireEvidence(tx, payout, resolution);
    await tx.insert(PayoutResolutionEntity, resolution);
    const { outcome, number } = resolution;
    await this.audit.record(tx, {
      ...{ lane: payout.lane, actor, action: 'payout.resolution_proposed' },
      objectId: payout.claimId,
      facts: { payoutId: payout.id, number, outcome, evidence: said.evidence.kind },
    });
    return resolution;
  }
}

function openAlready(): DomainError {
  return new DomainError('conflict', 'resolution.open_already', {
    en: 'Somebody has said already what became of this payout. Approve that, or return it first.',
    'zh-CN': '已有人提交该付款的核定结论，请先复核通过或退回。',
  });
}
