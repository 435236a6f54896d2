import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { NewResolution } from '../../operations/propose-resolution';
import { requireEvidence } from '../../evidence-line';
import { lockPayout } from '../../lock-payout';
import { ResolutionQueries, noSuchPayout } from '../../resolution.queries';
import { CreditResolutionQueries } from '../credit-resolution.queries';
import { requireSilent, requireTaken } from '../domain/credit-resolution';
import type { SaidTaken } from '../domain/credit-resolution';
import { alreadySaid, neverAsked } from '../domain/credit-resolution-refusals';
import { CreditResolutionEntity } from '../persistence/credit-resolution.entity';

export interface NewCreditResolution extends SaidTaken {
  readonly payoutId: string;
  readonly evidence: NewResolution['evidence'];
}

/** One person says, with evidence, what a wallet gave back that has not answered for a day. */
@Injectable()
export class ProposeCreditResolution {
  constructor(
    private readonly standing: AccountStanding,
    private readonly resolutions: ResolutionQueries,
    private readonly creditResolutions: CreditResolutionQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes nothing yet. Refuses whoever claims by the claim (`claim.own_hand`), what
   * `requireSilent`, `requireTaken` and `requireEvidence` refuse, and a second proposal while one
   * is open (`resolution.open_already`).
   */
  async run(tx: Tx, actor: Actor, said: NewCreditResolution): Promise<CreditResolutionEntity> {
    await this.standing.require(tx, actor);
    const payout = await lockPayout(tx, said.payoutId);
    if (payout === null) throw noSuchPayout();
    await this.resolutions.requireNoHand(tx, payout, actor);
    const now = this.clock.now();
    const askedBack = await this.creditResolutions.of(tx, payout);
    if (askedBack === null) throw neverAsked();
    const { askedMinor, askedAt } = requireSilent(askedBack.part, now);
    const money = Money.of(askedMinor, payout.currency);
    const takenAt = requireTaken(said, { money, askedAt }, now);
    if (askedBack.said.some(({ state }) => state === 'open')) throw alreadySaid();
    const { kind, reference, note } = said.evidence;
    const resolution: CreditResolutionEntity = {
      ...{ lane: payout.lane, payoutId: payout.id, number: askedBack.said.length + 1 },
      ...{ takenMinor: said.taken.amountMinor, takenAt, note },
      ...{ evidenceKind: kind, evidenceReference: reference },
      ...{ proposedBy: actor.id, proposedAt: now },
    };
    await requireEvidence(
      tx,
      { ...payout, amountMinor: resolution.takenMinor },
      { ...resolution, outcome: 'taken_back' },
    );
    await tx.insert(CreditResolutionEntity, resolution);
    await this.audit.record(tx, {
      ...{ lane: payout.lane, actor, action: 'credit.resolution_proposed' },
      objectId: payout.claimId,
      facts: {
        ...{ payoutId: payout.id, number: resolution.number, evidence: kind },
        taken: said.taken.toJson(),
      },
    });
    return resolution;
  }
}
