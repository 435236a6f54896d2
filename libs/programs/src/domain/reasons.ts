import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';

import type { Reason, Signal } from './assessment';
import type { BusinessCalendar } from './business-calendar';
import type { LocalDate } from './local-date';
import type { Exclusion, Pack } from './pack';
import type { ReadLine } from './read-facts';

/** A payment as its payer knows it: the amount and the local day. */
export function describePayment(line: ReadLine, calendar: BusinessCalendar): Bilingual {
  const amount = Money.of(line.paymentAmountMinor, line.currency).toString();
  const day = calendar.dateOf(line.paidAt);
  return { en: `The payment of ${amount} on ${day}`, 'zh-CN': `${day} 的 ${amount} 付款` };
}

export const COVERED_IN_FULL: Reason = {
  code: 'covered.full',
  text: { en: 'The amount claimed is covered in full.', 'zh-CN': '索赔金额全额受保障。' },
};

export function lossTypeNotCovered(pack: Pack, lossType: string): Reason {
  return {
    code: 'loss_type.not_covered',
    text: {
      en: `This programme does not cover the loss type "${lossType}". It covers: ${pack.lossTypes.map(({ label }) => label.en).join('; ')}.`,
      'zh-CN': `本保障不包括损失类型“${lossType}”。保障范围：${pack.lossTypes.map(({ label }) => label['zh-CN']).join('；')}。`,
    },
  };
}

export function currencyNotCovered(payment: Bilingual, line: ReadLine, pack: Pack): Reason {
  return {
    code: 'currency.not_covered',
    text: {
      en: `${payment.en} is in ${line.currency}; this programme covers payments in ${pack.currency} only.`,
      'zh-CN': `${payment['zh-CN']}使用的货币是 ${line.currency}；本保障仅包括 ${pack.currency} 付款。`,
    },
  };
}

export function claimantNotCovered(pack: Pack, kind: string): Reason {
  const covered = pack.eligible.claimants.join(', ');
  return {
    code: 'claimant.not_covered',
    text: {
      en: `This programme covers claimants of the kind ${covered}; we saw "${kind}".`,
      'zh-CN': `本保障的索赔人类型为 ${covered}；收到的是“${kind}”。`,
    },
  };
}

export function railNotCovered(payment: Bilingual, line: ReadLine, pack: Pack): Reason {
  const covered = pack.eligible.rails.join(', ');
  return {
    code: 'rail.not_covered',
    text: {
      en: `${payment.en} was made by "${line.rail}"; this programme covers ${covered}.`,
      'zh-CN': `${payment['zh-CN']}的支付方式是“${line.rail}”；本保障包括 ${covered}。`,
    },
  };
}

export function paymentNotSettled(payment: Bilingual): Reason {
  return {
    code: 'payment.not_settled',
    text: {
      en: `${payment.en} did not go through, so that no money was lost.`,
      'zh-CN': `${payment['zh-CN']}未成功，没有造成损失。`,
    },
  };
}

export function windowExpired(payment: Bilingual, lastDay: LocalDate, filed: LocalDate): Reason {
  return {
    code: 'window.expired',
    text: {
      en: `${payment.en} could be claimed until ${lastDay}; the claim was filed on ${filed}.`,
      'zh-CN': `${payment['zh-CN']}的索赔截止日为 ${lastDay}；本索赔于 ${filed} 提交。`,
    },
  };
}

export function exclusionEstablished(exclusion: Exclusion): Reason {
  return { code: `exclusion.${exclusion.id}`, text: exclusion.reason };
}

export function exclusionUnknown(id: string): Reason {
  return {
    code: 'exclusion.unknown',
    text: {
      en: `"${id}" is not an exclusion of this programme and changes nothing; a person must look.`,
      'zh-CN': `“${id}”不是本保障的除外情形，不影响金额；需人工核实。`,
    },
  };
}

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

export function evidenceMissing(labels: readonly Bilingual[]): Reason {
  return {
    code: 'evidence.missing',
    text: {
      en: `Still needed: ${labels.map((label) => label.en).join('; ')}.`,
      'zh-CN': `尚需提供：${labels.map((label) => label['zh-CN']).join('；')}。`,
    },
  };
}

export function signalsNotClean(signals: readonly Signal[]): Reason {
  const list = signals.map(({ code, value, threshold }) => `${code} ${value} (${threshold})`);
  return {
    code: 'signals.not_clean',
    text: {
      en: `A person must look at these signals (threshold in brackets): ${list.join('; ')}.`,
      'zh-CN': `以下信号需人工核实（括号内为阈值）：${list.join('；')}。`,
    },
  };
}
