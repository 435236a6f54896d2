import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { laneOfSeed, newId } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { ClaimEstimate } from '../filing/claim-estimate';
import { claimRow, lineRows } from '../filing/claim-rows';
import { assessClaimJob } from '../claims.jobs';
import { clocksAtFiling } from '../filing/clocks-at-filing';
import { claimBooking } from '../domain/claim-booking';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { claimedIn } from '../filing/filing';
import type { Filing, NewClaim } from '../filing/filing';
import { FilingCheck } from '../filing/filing-check';
import { insertWithReference } from '../filing/insert-with-reference';
import { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { KeepFilingRecords } from './keep-filing-records';

/**
 * Files a claim about payments of the claimant: reserves their amounts, pins the policy version,
 * sets the case reserve, starts the clocks and rings for the assessment, all in one transaction.
 */
@Injectable()
export class FileClaim {
  constructor(
    private readonly filingCheck: FilingCheck,
    private readonly claimEstimate: ClaimEstimate,
    private readonly changeClaimed: ChangeClaimed,
    private readonly changeClaim: ChangeClaim,
    private readonly keepFilingRecords: KeepFilingRecords,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses what `FilingCheck` and `ChangeClaimed.reserve` refuse. */
  async run(tx: Tx, actor: Actor, input: NewClaim): Promise<ClaimEntity> {
    const filing = await this.filingCheck.run(tx, actor, input);
    await this.changeClaimed.reserve(tx, input.lines, filing.payments);
    const lane = laneOfSeed(filing.partyId);
    const id = newId('clm', lane);
    const lines = lineRows(filing, id);
    const reserve = await this.claimEstimate.run(tx, filing, lines);
    const clocks = beginClocks(filing);
    const payoutMethod = this.keepFilingRecords.payoutMethod(filing);
    const claim = await insertWithReference(tx, lane, (reference) =>
      claimRow(filing, { id, reference, reserve, payoutMethod, clocks }),
    );
    await tx.insert(ClaimLineEntity, lines);
    await this.changeClaim.beginClocks(tx, claim, actor, clocks);
    await this.book(tx, claim, actor);
    await this.tell(tx, claim, filing);
    await this.keepFilingRecords.run(tx, claim, filing);
    await enqueue(tx, assessClaimJob, { claimId: claim.id });
    return claim;
  }

  private async book(tx: Tx, claim: ClaimEntity, actor: Actor): Promise<void> {
    await this.postEvents.run(
      tx,
      [
        { code: 'E04', money: Money.of(claim.claimedMinor, claim.currency) },
        { code: 'E05', money: Money.of(claim.reserveMinor, claim.currency) },
      ],
      claimBooking(claim, { actorId: actor.id, occurredAt: claim.filedAt, causeId: claim.id }),
    );
  }

  private async tell(tx: Tx, claim: ClaimEntity, filing: Filing): Promise<void> {
    const { actor, representation } = filing;
    const claimed = claimedIn(filing);
    await this.changeClaim.addEvent(tx, claim, actor, {
      kind: 'claim.filed',
      summary: CLAIM_TEXTS.filed(claim.reference, claimed),
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.filed',
      objectId: claim.id,
      facts: {
        pack: `${claim.packId}@${claim.packVersion}`,
        claimed: claimed.toJson(),
        ...(representation === null ? {} : { basis: representation.basis }),
        ...(claim.incidentId === null ? {} : { incidentId: claim.incidentId }),
      },
    });
  }
}

function beginClocks(filing: Filing): ReturnType<typeof clocksAtFiling> {
  const { pack, payments, input, filedAt } = filing;
  return clocksAtFiling(pack, {
    claimedMinor: claimedIn(filing).amountMinor,
    paidAt: payments.map(({ paidAt }) => paidAt),
    discoveredAt: input.discoveredAt,
    filedAt,
  });
}
