import { Injectable } from '@nestjs/common';

import { isId, laneOfId, laneOfSeed } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { PaymentEntity } from '@app/payments';
import type { Actor, PageRequest, Reads } from '@app/platform';

import type { BookedClaim } from './domain/claim-booking';
import type { ClaimStatus } from './domain/claim-lifecycle';
import { readReference } from './domain/claim-reference';
import { stale } from './domain/stale-claim';
import { ownParties, requireNotOwn } from './own-parties';
import { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
import { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
import { ClaimContactEntity } from './persistence/claim-contact.entity';
import { ClaimEventEntity } from './persistence/claim-event.entity';
import { ClaimEvidencePreparationEntity } from './persistence/claim-evidence-preparation.entity';
import { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
import { ClaimFindingEntity } from './persistence/claim-finding.entity';
import { ClaimLineEntity } from './persistence/claim-line.entity';
import { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
import { ClaimEntity } from './persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** All reads of claims and of what belongs to them. */
@Injectable()
export class ClaimQueries {
  /**
   * The claim with an id or a reference as far as `actor` may see it: claimants see their own and
   * nobody else's, institutions those on payments that they reported, and null says "there is none"
   * for both. Staff see all but their own, by person: there `requireNotOwn` refuses them, for every
   * route that is about a claim.
   */
  async visible(reads: Reads, actor: Actor, idOrReference: string): Promise<ClaimEntity | null> {
    const named = isId(idOrReference, 'clm')
      ? { lane: laneOfId(idOrReference), id: idOrReference }
      : readReference(idOrReference);
    if (named === null) return null;
    // The owner stands in the question: a stranger's claim takes as long as one that is not there.
    const owner = actor.role === 'claimant' ? { claimantPartyId: actor.partyId ?? '' } : {};
    const claim = await reads.findOneBy(ClaimEntity, { ...named, ...owner });
    if (claim === null) return null;
    if (actor.role === 'institution' && !(await this.isReportedBy(reads, claim, actor)))
      return null;
    await requireNotOwn(reads, actor, claim);
    return claim;
  }

  /** Whether a claim disputes a payment that an institution was the first to report. */
  private async isReportedBy(
    reads: Reads,
    { lane, id: claimId }: ClaimEntity,
    { id }: Actor,
  ): Promise<boolean> {
    return reads
      .createQueryBuilder(ClaimLineEntity, 'line')
      .innerJoin(
        PaymentEntity,
        'payment',
        'payment.lane = line.lane AND payment.id = line.payment_id',
      )
      .where('line.lane = :lane AND line.claim_id = :claimId', { lane, claimId })
      .andWhere('payment.reported_by = :id', { id })
      .getExists();
  }

  /** One row more than the page holds, newest first, as far as `actor` may see them. */
  async list(
    reads: Reads,
    actor: Actor,
    filter: { readonly status?: ClaimStatus },
    page: PageRequest,
  ): Promise<ClaimEntity[]> {
    const query = reads
      .createQueryBuilder(ClaimEntity, 'claim')
      .orderBy('claim.id', 'DESC')
      .limit(page.limit + 1);
    if (actor.role === 'claimant') {
      query.andWhere('claim.lane = :lane AND claim.claimant_party_id = :party', {
        lane: laneOfSeed(actor.partyId ?? ''),
        party: actor.partyId,
      });
    }
    const own = await ownParties(reads, actor);
    if (own.length > 0) query.andWhere('claim.claimant_party_id <> ALL (:own)', { own });
    if (filter.status !== undefined) query.andWhere('claim.status = :status', filter);
    if (page.after !== undefined) query.andWhere('claim.id < :after', { after: page.after });
    return query.getMany();
  }

  async lines(reads: Reads, claim: ClaimKey): Promise<ClaimLineEntity[]> {
    return reads.find(ClaimLineEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  async contact(reads: Reads, claim: ClaimKey): Promise<ClaimContactEntity | null> {
    return reads.findOneBy(ClaimContactEntity, { lane: claim.lane, claimId: claim.id });
  }

  /** The files that count as handed in: not those in which a scanner found something. */
  async evidence(reads: Reads, claim: ClaimKey): Promise<ClaimEvidenceEntity[]> {
    return reads
      .createQueryBuilder(ClaimEvidenceEntity, 'evidence')
      .leftJoin(
        ClaimEvidencePreparationEntity,
        'quarantined',
        `quarantined.lane = evidence.lane AND quarantined.evidence_id = evidence.id
          AND quarantined.scan = 'infected'`,
      )
      .where('evidence.lane = :lane AND evidence.claim_id = :id', claim)
      .andWhere('quarantined.evidence_id IS NULL')
      .orderBy('evidence.id')
      .getMany();
  }

  async timeline(reads: Reads, claim: ClaimKey): Promise<ClaimEventEntity[]> {
    return reads.find(ClaimEventEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { id: 'ASC' },
    });
  }

  async clockFacts(reads: Reads, claim: ClaimKey): Promise<ClaimClockEventEntity[]> {
    return reads.find(ClaimClockEventEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  /** What was recorded to have happened elsewhere, oldest record first. */
  async milestones(reads: Reads, claim: ClaimKey): Promise<ClaimMilestoneEntity[]> {
    return reads.find(ClaimMilestoneEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  /** What was recorded to hold or not to hold, oldest record first. For those who decide. */
  async circumstances(reads: Reads, claim: ClaimKey): Promise<ClaimCircumstanceEntity[]> {
    return reads.find(ClaimCircumstanceEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  /** As much of a claim as its bookings tell, for whoever books on it without changing it. */
  async booked(reads: Reads, { lane, id }: ClaimKey): Promise<BookedClaim> {
    return reads.findOneOrFail(ClaimEntity, {
      select: { lane: true, id: true, packId: true, packVersion: true, incidentId: true },
      where: { lane, id },
    });
  }

  /** What reviewers found out, oldest record first. For those who decide. */
  async findings(reads: Reads, claim: ClaimKey): Promise<ClaimFindingEntity[]> {
    return reads.find(ClaimFindingEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  /** What other claims of a claimant, filed in a span of time, were awarded in a currency. */
  async awardedMinor(
    reads: Reads,
    claimant: {
      readonly lane: Lane;
      readonly partyId: string;
      readonly exceptClaimId: string | null;
    },
    span: { readonly from: Date; readonly to: Date; readonly currency: string },
  ): Promise<bigint> {
    const [row] = await reads.query<{ sum: string }[]>(
      `SELECT coalesce(sum(awarded_minor), 0)::text AS sum FROM claims
        WHERE lane = $1 AND claimant_party_id = $2 AND id <> coalesce($3, '') AND currency = $4
          AND filed_at >= $5 AND filed_at < $6`,
      [claimant.lane, claimant.partyId, claimant.exceptClaimId, span.currency, span.from, span.to],
    );
    return BigInt(row?.sum ?? 0);
  }

  /** What claims, other than one, were awarded on a payment. */
  async awardedOnPayment(
    reads: Reads,
    payment: { readonly lane: Lane; readonly id: string },
    exceptClaimId: string,
  ): Promise<bigint> {
    const [row] = await reads.query<{ sum: string }[]>(
      `SELECT coalesce(sum(award_minor), 0)::text AS sum FROM claim_lines
        WHERE lane = $1 AND payment_id = $2 AND claim_id <> $3`,
      [payment.lane, payment.id, exceptClaimId],
    );
    return BigInt(row?.sum ?? 0);
  }

  /** Refuses whoever looked at an older version of a claim: `stale`. Null: they did not say. */
  async requireVersion(
    reads: Reads,
    claim: ClaimKey & Pick<ClaimEntity, 'version'>,
    seenVersion: number | null,
  ): Promise<void> {
    if (seenVersion === null || seenVersion === claim.version) return;
    throw stale(claim, seenVersion, await this.timeline(reads, claim));
  }

  /** How many open claims each owner has, for a fair assignment. */
  async openByOwner(reads: Reads): Promise<Map<string, number>> {
    const rows = await reads.query<{ owner_id: string; count: number }[]>(
      `SELECT owner_id, count(*)::int AS count FROM claims
        WHERE owner_id IS NOT NULL AND status NOT IN ('paid', 'denied', 'withdrawn', 'closed')
        GROUP BY owner_id`,
    );
    return new Map(rows.map((row) => [row.owner_id, row.count]));
  }
}
