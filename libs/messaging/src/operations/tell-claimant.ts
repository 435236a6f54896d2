import { Injectable } from '@nestjs/common';

import { AppealQueries, ClaimEntity, ClaimEventEntity, ClaimUntoldEventEntity } from '@app/claims';
import type { ToldEvent } from '@app/claims';
import { laneOfId } from '@app/kernel';
import { Money, amountTexts } from '@app/money';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';
import { In } from 'typeorm';

import { ClaimValues } from '../notices/claim-values';
import { appealSentence, noticesOf } from '../domain/told-notices';
import type { ToldClaim, UntoldEvent } from '../domain/told-notices';
import { NoticePost } from '../notices/notice-post';

/** There is no award to speak of. */
const NOTHING = { en: '', 'zh-CN': '' };

/** Tells the claimant what has happened on a claim and they do not know yet. */
@Injectable()
export class TellClaimant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly noticePost: NoticePost,
    private readonly claimValues: ClaimValues,
    private readonly appeals: AppealQueries,
  ) {}

  /**
   * Safe to repeat and to run twice at once: whoever takes an event off the list tells it, in the
   * same commit.
   */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction((tx) => this.within(tx, claimId));
  }

  /** The same in a transaction of the caller's: told in one commit with what happened. */
  async within(tx: Tx, claimId: string): Promise<void> {
    // The claim before its events: who changes a claim holds it, and adds events then.
    const claim = await tx.findOneOrFail(ClaimEntity, {
      where: { lane: laneOfId(claimId), id: claimId },
      lock: { mode: 'pessimistic_write' },
    });
    const events = await this.take(tx, claimId);
    if (events.length === 0) return;
    const told = await this.toldOf(tx, claim);
    for (const notice of noticesOf(events, told)) {
      await this.noticePost.post(tx, claim, notice);
    }
  }

  /** What nobody has told yet, in the order in which it happened. The claim must be locked. */
  private async take(tx: Tx, claimId: string): Promise<UntoldEvent[]> {
    const lane = laneOfId(claimId);
    const untold = await tx.findBy(ClaimUntoldEventEntity, { lane, claimId });
    if (untold.length === 0) return [];
    const id = In(untold.map(({ eventId }) => eventId));
    await tx.delete(ClaimUntoldEventEntity, { lane, eventId: id });
    const events = await tx.find(ClaimEventEntity, { where: { lane, id }, order: { id: 'ASC' } });
    return events.map((event) => ({ ...event, kind: event.kind as ToldEvent }));
  }

  private async toldOf(tx: Tx, claim: ClaimEntity): Promise<ToldClaim> {
    const { status, nextStep, claimedMinor, awardedMinor, decisionId, currency } = claim;
    const timeZone = await this.claimValues.timeZoneOf(tx, claim);
    return {
      status,
      nextStep,
      goesOnIn: await referenceOf(tx, claim.lane, claim.mergedIntoId),
      claimedMinor,
      awardedMinor,
      decisionId,
      award: awardedMinor === null ? NOTHING : amountTexts(Money.of(awardedMinor, currency)),
      appeal: appealSentence(await this.appeals.next(tx, claim), timeZone),
    };
  }
}

/** The name of a claim for people; empty for none. */
async function referenceOf(tx: Tx, lane: number, id: string | null): Promise<string> {
  if (id === null) return '';
  return (await tx.findOneByOrFail(ClaimEntity, { lane, id })).reference;
}
