import { Inject, Injectable } from '@nestjs/common';

import { NEXT_STEPS } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import { Money, amountTexts } from '@app/money';
import { CONFIG, UserEntity } from '@app/platform';
import type { Config, Reads } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

import { NO_DATE, partOfClaimant } from '../domain/notice';
import type { COMMON_VALUES, NoticeValue } from '../domain/notice';
import { stepAtRest } from './step-at-rest';

/** Nobody is named yet: the house looks after the claim as a whole. */
const OUR_TEAM: Bilingual = { en: 'Our claims team', 'zh-CN': '赔付中心' };

/** What every notice may mention of a claim, as it stands at this moment. */
@Injectable()
export class ClaimValues {
  constructor(
    private readonly packs: PackLibrary,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(
    reads: Reads,
    claim: ClaimEntity,
  ): Promise<Record<(typeof COMMON_VALUES)[number], NoticeValue>> {
    const { nextStep, nextDueAt, ownerId } = claim;
    const owner = ownerId === null ? null : await reads.findOneBy(UserEntity, { id: ownerId });
    return {
      reference: claim.reference,
      claimed: amountTexts(Money.of(claim.claimedMinor, claim.currency)),
      owner: owner?.name ?? OUR_TEAM,
      nextStep: nextStep === null ? stepAtRest(claim) : NEXT_STEPS[nextStep].text,
      yourPart: partOfClaimant(claim.nextBy),
      due: nextDueAt === null ? NO_DATE : { at: nextDueAt.toISOString() },
      phone: this.config.supportPhone,
      guarantor: this.config.guarantorName,
    };
  }

  /** The wall clock on which the promises of a claim are read: that of its pack's calendar. */
  async timeZoneOf(reads: Reads, claim: ClaimEntity): Promise<string> {
    return calendarOf((await this.packs.pinned(reads, claim)).calendar).timeZone;
  }
}
