import { Injectable } from '@nestjs/common';

import { ClaimQueries, ownParties } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { isId, laneOfId } from '@app/kernel';
import type { Actor, PageRequest, Reads } from '@app/platform';

import { PayoutAnswerEntity } from './persistence/payout-answer.entity';
import { PayoutAttemptEntity } from './persistence/payout-attempt.entity';
import { PayoutEntity } from './persistence/payout.entity';

/** What staff claim themselves stands in no list of theirs. */
const NOT_OWN = `NOT EXISTS (SELECT FROM claims c WHERE c.lane = payout.lane AND c.id = payout.claim_id
  AND c.claimant_party_id = ANY (:own))`;

export interface AttemptWithAnswer {
  readonly attempt: PayoutAttemptEntity;
  readonly answer: PayoutAnswerEntity | null;
}

/** All reads of payouts. */
@Injectable()
export class PayoutQueries {
  constructor(private readonly claims: ClaimQueries) {}

  async ofClaim(reads: Reads, claimId: string): Promise<PayoutEntity[]> {
    return reads.find(PayoutEntity, {
      where: { lane: laneOfId(claimId), claimId },
      order: { id: 'ASC' },
    });
  }

  /** Whether enough persons stand behind the decision on a claim, as the database counts them. */
  async hasEyes(reads: Reads, { lane, id }: Pick<ClaimEntity, 'lane' | 'id'>): Promise<boolean> {
    const [row] = await reads.query<{ enough: boolean }[]>(
      `SELECT has_eyes(d, c) AS enough FROM claims c
         JOIN decisions d ON d.lane = c.lane AND d.id = c.decision_id
        WHERE c.lane = $1 AND c.id = $2`,
      [lane, id],
    );
    return row?.enough === true;
  }

  /** One row more than the page holds, newest first. For staff only, but for their own. */
  async list(reads: Reads, actor: Actor, page: PageRequest): Promise<PayoutEntity[]> {
    const own = await ownParties(reads, actor);
    const query = reads
      .createQueryBuilder(PayoutEntity, 'payout')
      .orderBy('payout.id', 'DESC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.andWhere('payout.id < :after', { after: page.after });
    if (own.length > 0) query.andWhere(NOT_OWN, { own });
    return query.getMany();
  }

  /**
   * Money that came back and is held for claimants, the oldest first; one row more than the page
   * holds. For staff, but for their own.
   */
  async unclaimed(reads: Reads, actor: Actor, page: PageRequest): Promise<PayoutEntity[]> {
    const own = await ownParties(reads, actor);
    const query = reads
      .createQueryBuilder(PayoutEntity, 'payout')
      .where('payout.held_minor > 0')
      .orderBy('payout.id', 'ASC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.andWhere('payout.id > :after', { after: page.after });
    if (own.length > 0) query.andWhere(NOT_OWN, { own });
    return query.getMany();
  }

  /** A payout as far as `actor` may see its claim. */
  async visible(reads: Reads, actor: Actor, id: string): Promise<PayoutEntity | null> {
    if (!isId(id, 'pyo')) return null;
    const payout = await reads.findOneBy(PayoutEntity, { lane: laneOfId(id), id });
    if (payout === null) return null;
    const claim = await this.claims.visible(reads, actor, payout.claimId);
    return claim === null ? null : payout;
  }

  async attempts(
    reads: Reads,
    payout: Pick<PayoutEntity, 'lane' | 'id'>,
  ): Promise<AttemptWithAnswer[]> {
    const where = { lane: payout.lane, payoutId: payout.id };
    const attempts = await reads.find(PayoutAttemptEntity, { where, order: { number: 'ASC' } });
    const answers = await reads.find(PayoutAnswerEntity, { where });
    return attempts.map((attempt) => ({
      attempt,
      answer: answers.find(({ number }) => number === attempt.number) ?? null,
    }));
  }
}
