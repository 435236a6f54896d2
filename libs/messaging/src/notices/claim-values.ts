import { Inject, Injectable } from '@nestjs/common';

import { NEXT_STEPS } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import { CONFIG, UserEntity } from '@app/platform';
import type { Config, Reads } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

import { partOfClaimant } from './domain/notice';
import type { COMMON_VALUES, NoticeValue } from './domain/notice';

/** Nobody is named yet: the house looks after the claim as a whole. */
const OUR_TEAM: Bilingual = { en: 'Our claims team', 'zh-CN': '赔付中心' };
const AT_REST: Bilingual = {
  en: 'Your claim is settled; nothing is outstanding.',
  'zh-CN': '您的索赔已办结，没有未完事项。',
};
const DUE_NOW: Bilingual = { en: 'now: nothing is outstanding', 'zh-CN': '今日（已无未完事项）' };

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
      claimed: Money.of(claim.claimedMinor, claim.currency).toString(),
      owner: owner?.name ?? OUR_TEAM,
      nextStep: nextStep === null ? AT_REST : NEXT_STEPS[nextStep].text,
      yourPart: partOfClaimant(claim.nextBy),
      due: nextDueAt === null ? DUE_NOW : { at: nextDueAt.toISOString() },
      phone: this.config.supportPhone,
      guarantor: this.config.guarantorName,
    };
  }

  /** The wall clock on which the promises of a claim are read: that of its pack's calendar. */
  async timeZoneOf(reads: Reads, claim: ClaimEntity): Promise<string> {
    return calendarOf((await this.packs.pinned(reads, claim)).calendar).timeZone;
  }
}
