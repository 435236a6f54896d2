import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';

import { isId, laneOfId, laneOfSeed } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Actor, PageRequest, Reads } from '@app/platform';

import type { ClaimStatus } from './domain/claim-lifecycle';
import { readReference } from './domain/claim-reference';
import type { NextBy } from './domain/next-step';
import { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
import { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
import { ClaimContactEntity } from './persistence/claim-contact.entity';
import { ClaimEventEntity } from './persistence/claim-event.entity';
import { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
import { ClaimLineEntity } from './persistence/claim-line.entity';
import { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
import { ClaimEntity } from './persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** All reads of claims and of what belongs to them. */
@Injectable()
export class ClaimQueries {
  /**
   * The claim with an id or a reference as far as `actor` may see it: claimants see their own and
   * nobody else's. Null says "there is none" for both.
   */
  async visible(reads: Reads, actor: Actor, idOrReference: string): Promise<ClaimEntity | null> {
    const claim = await this.byIdOrReference(reads, idOrReference);
    if (actor.role !== 'claimant') return claim;
    return claim?.claimantPartyId === actor.partyId ? claim : null;
  }

  private async byIdOrReference(reads: Reads, text: string): Promise<ClaimEntity | null> {
    if (isId(text, 'clm')) return reads.findOneBy(ClaimEntity, { lane: laneOfId(text), id: text });
    const found = readReference(text);
    return found === null ? null : reads.findOneBy(ClaimEntity, found);
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
    if (filter.status !== undefined) query.andWhere('claim.status = :status', filter);
    if (page.after !== undefined) query.andWhere('claim.id < :after', { after: page.after });
    return query.getMany();
  }

  /**
   * Claims that wait for a person of ours: those with a broken promise first, whoever's step is
   * next, then in the order in which they are due; one row more.
   */
  async queue(reads: Reads, limit: number): Promise<ClaimEntity[]> {
    return reads.find(ClaimEntity, {
      where: [
        { nextBy: In(['reviewer', 'approver', 'operator'] satisfies NextBy[]) },
        { nextBy: Not(IsNull()), escalatedAt: Not(IsNull()) },
      ],
      order: { escalatedAt: { direction: 'ASC', nulls: 'LAST' }, nextDueAt: 'ASC', id: 'ASC' },
      take: limit + 1,
    });
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

  async evidence(reads: Reads, claim: ClaimKey): Promise<ClaimEvidenceEntity[]> {
    return reads.find(ClaimEvidenceEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { id: 'ASC' },
    });
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

  /** How many other claims a claimant filed since a time. */
  async countSince(
    reads: Reads,
    claimant: { readonly lane: Lane; readonly partyId: string; readonly exceptClaimId: string },
    since: Date,
  ): Promise<number> {
    const [row] = await reads.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM claims
        WHERE lane = $1 AND claimant_party_id = $2 AND id <> $3 AND filed_at >= $4`,
      [claimant.lane, claimant.partyId, claimant.exceptClaimId, since],
    );
    return row?.count ?? 0;
  }

  /** How many other claims name one of these payments, whatever became of them. */
  async countOnPayments(
    reads: Reads,
    claim: ClaimKey,
    paymentIds: readonly string[],
  ): Promise<number> {
    const [row] = await reads.query<{ count: number }[]>(
      `SELECT count(DISTINCT claim_id)::int AS count FROM claim_lines
        WHERE lane = $1 AND claim_id <> $2 AND payment_id = ANY ($3::text[])`,
      [claim.lane, claim.id, paymentIds],
    );
    return row?.count ?? 0;
  }

  /** What claims, other than one, were awarded on a payment. */
  async awardedOnPayment(
    reads: Reads,
    payment: { readonly lane: Lane; readonly id: string },
    exceptClaimId: string,
  ): Promise<bigint> {
    const [row] = await reads.query<{ sum: string }[]>(
      `SELECT coalesce(sum(award_minor), 0)::text AS sum FROM claim_lines
        WHERE lane = $1 AND payment_id = $2 AND claim_id <> $3 AND status = 'awarded'`,
      [payment.lane, payment.id, exceptClaimId],
    );
    return BigInt(row?.sum ?? 0);
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
