import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';

import type { Approval } from './assessment';
import type { ApprovalTier, ApprovalTierName, Pack } from './pack';

const PEOPLE_REQUIRED: Readonly<Record<ApprovalTierName, 0 | 1 | 2>> = {
  automatic: 0,
  single: 1,
  dual: 2,
};

const NEEDS: Readonly<Record<ApprovalTierName, Bilingual>> = {
  automatic: { en: 'it is approved automatically', 'zh-CN': '由系统自动批准' },
  single: { en: 'it needs one person', 'zh-CN': '须由一人批准' },
  dual: { en: 'it needs two people', 'zh-CN': '须由两人批准' },
};

export interface ApprovalCircumstances {
  /** A required item of evidence is waived: the decision is an exception, whatever its amount. */
  readonly evidenceWaived: boolean;
  /** Without clean signals no award is approved automatically, however small. */
  readonly signalsClean: boolean;
}

/**
 * How many people must stand behind an award, by the pack's tiers. For review: call it with the
 * award that was decided, which may differ from the one that was assessed. The award must be in the
 * pack's currency and not negative.
 */
export function approvalFor(pack: Pack, award: Money, given: ApprovalCircumstances): Approval {
  if (award.currency !== pack.currency || award.amountMinor < 0n) throw unfitAward(pack, award);
  if (given.evidenceWaived) {
    const { tier } = pack.approval.exception;
    return approval(tier, {
      en: `Required evidence is waived, which makes this an exception; ${NEEDS[tier].en}.`,
      'zh-CN': `免交了必需材料，属于例外决定，${NEEDS[tier]['zh-CN']}。`,
    });
  }
  const fitting = pack.approval.tiers.filter((tier) => isWithin(award, tier));
  const first = fitting.find((tier) => tier.tier !== 'automatic' || given.signalsClean);
  if (first === undefined) throw new Error(`${pack.packId}: the last approval tier has a limit.`);
  if (first !== fitting[0]) {
    return approval(first.tier, {
      en: `${award.toString()} is within the automatic limit, but something calls for a person; ${NEEDS[first.tier].en}.`,
      'zh-CN': `${award.toString()} 在自动批准限额内，但有情况需要人工处理，${NEEDS[first.tier]['zh-CN']}。`,
    });
  }
  return approval(first.tier, tierText(award, first, pack));
}

/**
 * The most that one person may approve alone under a pack, in minor units; null where no such limit
 * is named.
 */
export function singleLimitMinor({ approval: { tiers } }: Pick<Pack, 'approval'>): bigint | null {
  const limitMinor = tiers.find(({ tier }) => tier === 'single')?.awardUpToMinor ?? null;
  return limitMinor === null ? null : BigInt(limitMinor);
}

function isWithin(award: Money, tier: ApprovalTier): boolean {
  return tier.awardUpToMinor === null || award.amountMinor <= BigInt(tier.awardUpToMinor);
}

function tierText(award: Money, { tier, awardUpToMinor }: ApprovalTier, pack: Pack): Bilingual {
  if (awardUpToMinor === null) {
    return {
      en: `${award.toString()} is above every limit; ${NEEDS[tier].en}.`,
      'zh-CN': `${award.toString()} 超过各级限额，${NEEDS[tier]['zh-CN']}。`,
    };
  }
  const limit = Money.of(BigInt(awardUpToMinor), pack.currency).toString();
  return {
    en: `${award.toString()} is within ${limit}; ${NEEDS[tier].en}.`,
    'zh-CN': `${award.toString()} 不超过 ${limit}，${NEEDS[tier]['zh-CN']}。`,
  };
}

function approval(tier: ApprovalTierName, why: Bilingual): Approval {
  return { tier, peopleRequired: PEOPLE_REQUIRED[tier], why };
}

function unfitAward(pack: Pack, award: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'programs.unfit_award',
    {
      en: `An award under ${pack.packId} is zero or more ${pack.currency}; we saw ${award.toString()}.`,
      'zh-CN': `${pack.packId} 的赔付金额须为不小于零的 ${pack.currency}，收到的是 ${award.toString()}。`,
    },
    { field: 'award', saw: award.toString() },
  );
}
