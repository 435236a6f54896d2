import type { Bilingual } from '@app/kernel';
import { approvalFor } from '@app/programs';
import type { ApprovalCircumstances, Pack } from '@app/programs';

import { EXPOSURE_DAYS, exposuresOf, largestOf } from '../domain/exposure';
import type { EarlierAwards, Exposure, ExposureOf, WeighedAward } from '../domain/exposure';

/** How many different people must stand behind a decision, and why. */
export interface EyesNeeded {
  readonly people: number;
  readonly why: Bilingual;
  /** Each sum that was looked at; the largest one counts. */
  readonly exposures: readonly Exposure[];
}

/**
 * How many people an award needs: the pack's tier of the largest sum that it leads to. However a
 * loss is cut into claims, and in whatever order they are decided, the last of them needs as many
 * people as the whole.
 */
export function eyesNeeded(
  pack: Pack,
  weighed: WeighedAward & { readonly earlier: EarlierAwards },
  given: ApprovalCircumstances,
): EyesNeeded {
  const exposures = exposuresOf(weighed, weighed.earlier);
  const largest = largestOf(exposures);
  const { peopleRequired, why } = approvalFor(pack, largest.money, given);
  const isAlone = given.evidenceWaived || largest.money.equals(weighed.award);
  return { people: peopleRequired, why: isAlone ? why : together(largest.of, why), exposures };
}

/** No money is at risk where nothing is added, so one person may decide. */
export const ONE_PAIR_OF_EYES: EyesNeeded = {
  people: 1,
  why: {
    en: 'It adds no money, so one person decides.',
    'zh-CN': '未增加赔付金额，由一人决定。',
  },
  exposures: [],
};

const TO: Readonly<Record<ExposureOf, Bilingual>> = {
  claimant: { en: 'to this claimant', 'zh-CN': '该索赔人' },
  payee: { en: 'to this account', 'zh-CN': '该收款账户' },
  payment: { en: 'for one of these payments', 'zh-CN': '其中一笔付款' },
};

function together(of: ExposureOf, why: Bilingual): Bilingual {
  const days = String(EXPOSURE_DAYS);
  return {
    en: `With all awards of ${days} days ${TO[of].en}: ${why.en}`,
    'zh-CN': `${TO[of]['zh-CN']}近 ${days} 天内赔付合计：${why['zh-CN']}`,
  };
}
