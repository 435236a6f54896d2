import type { Bilingual } from '@app/kernel';
import type { Money } from '@app/money';

import type { Reason } from './assessment';

export const COVERED_IN_FULL: Reason = {
  code: 'covered.full',
  text: { en: 'The amount claimed is covered in full.', 'zh-CN': '索赔金额全额受保障。' },
};

export function madeWhole(payment: Bilingual): Reason {
  return {
    code: 'refund.made_whole',
    text: {
      en: `${payment.en} has been refunded in full; nothing is left to make good.`,
      'zh-CN': `${payment['zh-CN']}已全额退款，没有剩余损失。`,
    },
  };
}

export function refundDeducted(payment: Bilingual, left: Money): Reason {
  return {
    code: 'refund.deducted',
    text: {
      en: `${payment.en} has been refunded in part; ${left.toString()} of it is left.`,
      'zh-CN': `${payment['zh-CN']}已部分退款，剩余损失 ${left.toString()}。`,
    },
  };
}

export function paymentExceeded(payment: Bilingual): Reason {
  return {
    code: 'payment.exceeded',
    text: {
      en: `${payment.en} is less than was claimed on it; only the payment itself is covered.`,
      'zh-CN': `${payment['zh-CN']}小于对其索赔的金额，仅保障付款本身。`,
    },
  };
}

export function coverageShare(share: string): Reason {
  return {
    code: 'coverage.share',
    text: {
      en: `The programme pays ${share} of the loss.`,
      'zh-CN': `本保障按损失的 ${share} 赔付。`,
    },
  };
}

export function damagedShare(payment: Bilingual, share: string): Reason {
  return {
    code: 'coverage.damage',
    text: {
      en: `${payment.en}: ${share} of what it bought was damaged, and that share is the loss.`,
      'zh-CN': `${payment['zh-CN']}：所购物品损坏 ${share}，按该比例计算损失。`,
    },
  };
}

export function feesPaid(fees: Money): Reason {
  return {
    code: 'coverage.fees',
    text: {
      en: `Fees of ${fees.toString()} for proving the loss are paid besides.`,
      'zh-CN': `另赔付鉴定等证明费用 ${fees.toString()}。`,
    },
  };
}

export function ownShareBorne(grounds: Bilingual, borne: Money): Reason {
  return {
    code: 'own_share.applied',
    text: {
      en: `${grounds.en} ${borne.toString()} is deducted.`,
      'zh-CN': `${grounds['zh-CN']}扣除 ${borne.toString()}。`,
    },
  };
}

export function ownShareUndecided(grounds: Bilingual): Reason {
  return {
    code: 'own_share.undecided',
    text: {
      en: `${grounds.en} The programme sets no figure; a person decides what the claimant bears.`,
      'zh-CN': `${grounds['zh-CN']}本保障未规定金额，由人工决定本人承担多少。`,
    },
  };
}

export function excessApplied(excess: Money, borne: Money): Reason {
  const part = borne.equals(excess)
    ? { en: '', zh: '' }
    : {
        en: ` It takes the ${borne.toString()} that is left.`,
        zh: `本次扣除剩余的 ${borne.toString()}。`,
      };
  return {
    code: 'excess.applied',
    text: {
      en: `The claimant bears the excess of ${excess.toString()}.${part.en}`,
      'zh-CN': `本人承担免赔额 ${excess.toString()}。${part.zh}`,
    },
  };
}

export function borneByClaimant(borne: Money): Reason {
  return {
    code: 'split.claimant_bears',
    text: {
      en: `By the split of this programme ${borne.toString()} stays with the claimant.`,
      'zh-CN': `按本保障的分担规则，${borne.toString()} 由本人承担。`,
    },
  };
}

export function capReached(cap: Money, awarded: Money): Reason {
  return {
    code: 'cap.reached',
    text: {
      en: `The programme pays at most ${cap.toString()} per claimant and year, and ${awarded.toString()} has already been awarded.`,
      'zh-CN': `本保障每人每年最高赔付 ${cap.toString()}，今年已核定 ${awarded.toString()}。`,
    },
  };
}

export function capApplied(cap: Money, awarded: Money, room: Money): Reason {
  return {
    code: 'cap.applied',
    text: {
      en: `The programme pays at most ${cap.toString()} per claimant and year; ${awarded.toString()} has already been awarded, so that ${room.toString()} is left.`,
      'zh-CN': `本保障每人每年最高赔付 ${cap.toString()}；今年已核定 ${awarded.toString()}，剩余 ${room.toString()}。`,
    },
  };
}

/** The cap of one claim, or what was found with the recipients. */
export function claimCapApplied(scope: 'claim' | 'funds_found', most: Money): Reason {
  return {
    code: 'cap.applied',
    text:
      scope === 'claim'
        ? {
            en: `The programme pays at most ${most.toString()} per claim.`,
            'zh-CN': `本保障每次索赔最高赔付 ${most.toString()}。`,
          }
        : {
            en: `The programme pays what is found with the recipients: ${most.toString()}.`,
            'zh-CN': `本保障以在收款方查到的资金为限：${most.toString()}。`,
          },
  };
}

export function nothingFound(): Reason {
  return {
    code: 'cap.reached',
    text: {
      en: 'The programme pays what is found with the recipients, and nothing was found.',
      'zh-CN': '本保障以在收款方查到的资金为限，未查到任何资金。',
    },
  };
}

export function purchasePriceApplied(payment: Bilingual, price: Money): Reason {
  return {
    code: 'cap.applied',
    text: {
      en: `${payment.en} bought something for ${price.toString()}, and no more than that is paid.`,
      'zh-CN': `${payment['zh-CN']}所购物品的价格为 ${price.toString()}，赔付以此为限。`,
    },
  };
}
