import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';

import { ClaimQueries, ownParties } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { isId, laneOfId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { UserEntity } from '@app/platform';
import type { Actor, Reads } from '@app/platform';

import type { CallListPlace } from '../domain/call-list-place';
import type { Callee } from '../domain/callback-moves';
import { CallbackCallEntity } from '../persistence/callback-call.entity';
import { CallbackEntity } from '../persistence/callback.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** A call to make, as the list of the desk shows it. */
export interface CallToMake {
  readonly id: string;
  readonly claimId: string;
  readonly reference: string;
  readonly callee: Callee;
  /** Whom to ask for. */
  readonly name: string;
  readonly phone: string;
  readonly locale: 'zh-CN' | 'en';
  readonly topic: string | null;
  readonly slotAt: Date;
  readonly slotEndsAt: Date;
  readonly tries: number;
  readonly lapses: number;
  readonly takenBy: string | null;
  readonly takenByName: string | null;
  readonly takenAt: Date | null;
}

const CALLS_TO_MAKE = `
  SELECT callback.id, callback.claim_id AS "claimId", claim.reference, callback.callee,
         CASE callback.callee WHEN 'proxy' THEN proxy.name ELSE contact.name END AS name,
         callback.phone, callback.locale, callback.topic, callback.slot_at AS "slotAt",
         callback.slot_ends_at AS "slotEndsAt", callback.tries, callback.lapses,
         callback.taken_by AS "takenBy", taker.name AS "takenByName",
         callback.taken_at AS "takenAt"
    FROM callbacks callback
    JOIN claims claim ON claim.lane = callback.lane AND claim.id = callback.claim_id
    JOIN claim_contacts contact ON contact.lane = callback.lane AND contact.claim_id = claim.id
    LEFT JOIN claim_proxies proxy ON proxy.lane = callback.lane AND proxy.claim_id = claim.id
    LEFT JOIN users taker ON taker.id = callback.taken_by
   WHERE callback.state = 'booked'`;

/** All reads of calls that were asked for. */
@Injectable()
export class CallbackQueries {
  constructor(private readonly claims: ClaimQueries) {}

  /** A call-back as far as `actor` may see its claim; null says "there is none" for both. */
  async visible(reads: Reads, actor: Actor, id: string): Promise<CallbackEntity | null> {
    if (!isId(id, 'cbk')) return null;
    const callback = await reads.findOneBy(CallbackEntity, { lane: laneOfId(id), id });
    if (callback === null) return null;
    const claim = await this.claims.visible(reads, actor, callback.claimId);
    return claim === null ? null : callback;
  }

  /** Every call-back of a claim, the newest first. */
  async ofClaim(reads: Reads, { lane, id }: ClaimKey): Promise<CallbackEntity[]> {
    return this.ofClaims(reads, lane, [id]);
  }

  /** The same, of several claims of one lane: of one, and of those that were merged into it. */
  async ofClaims(reads: Reads, lane: Lane, claimIds: readonly string[]): Promise<CallbackEntity[]> {
    return reads.find(CallbackEntity, {
      where: { lane, claimId: In(claimIds) },
      order: { id: 'DESC' },
    });
  }

  /** The one call-back of a claim that is still to come. */
  async open(reads: Reads, claim: ClaimKey): Promise<CallbackEntity | null> {
    return reads.findOneBy(CallbackEntity, {
      lane: claim.lane,
      claimId: claim.id,
      state: 'booked',
    });
  }

  /** The calls that were made for some call-backs of one lane, the oldest first. */
  async calls(reads: Reads, callbacks: readonly CallbackEntity[]): Promise<CallbackCallEntity[]> {
    const [first] = callbacks;
    if (first === undefined) return [];
    return reads
      .createQueryBuilder(CallbackCallEntity, 'call')
      .where('call.lane = :lane AND call.callback_id = ANY (:ids)', {
        lane: first.lane,
        ids: callbacks.map(({ id }) => id),
      })
      .orderBy('call.id')
      .getMany();
  }

  /** How often calls on a claim were booked, moved and cancelled since a time. */
  async changesSince(reads: Reads, claim: ClaimKey, since: Date): Promise<number> {
    const recent = await reads.findBy(CallbackEntity, {
      lane: claim.lane,
      claimId: claim.id,
      changedAt: MoreThan(since),
    });
    return recent.reduce((sum, { version }) => sum + version, 0);
  }

  /** The calls to make, of all lanes, by slot, none to oneself; one row more than the page. */
  async toMake(
    reads: Reads,
    actor: Actor,
    page: { readonly limit: number; readonly after: CallListPlace | null },
  ): Promise<CallToMake[]> {
    const { limit, after } = page;
    const own = await ownParties(reads, actor);
    const onward =
      after === null ? '' : 'AND (callback.slot_at, callback.id) > ($3::timestamptz, $4)';
    return reads.query<CallToMake[]>(
      `${CALLS_TO_MAKE} AND claim.claimant_party_id <> ALL ($2) ${onward}
        ORDER BY callback.slot_at, callback.id LIMIT $1`,
      [limit + 1, own, ...(after === null ? [] : [after.slotAt, after.id])],
    );
  }

  /** One call to make; null when it has ended. */
  async oneToMake(reads: Reads, id: string): Promise<CallToMake | null> {
    const rows = await reads.query<CallToMake[]>(
      `${CALLS_TO_MAKE} AND callback.lane = $1 AND callback.id = $2`,
      [laneOfId(id), id],
    );
    return rows[0] ?? null;
  }

  /** What somebody of the staff is called; null for nobody that we know. */
  async nameOf(reads: Reads, userId: string | null): Promise<string | null> {
    if (userId === null) return null;
    return (await reads.findOneBy(UserEntity, { id: userId }))?.name ?? null;
  }
}
