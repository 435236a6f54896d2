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

export function requirementNotMet(requirement: Bilingual): Reason {
  return {
    code: 'requirements.not_met',
    text: {
      en: `This programme presupposes that ${requirement.en}; that has been found not to be so.`,
      'zh-CN': `本保障以“${requirement['zh-CN']}”为前提；经查实不符合。`,
    },
  };
}

export function crossedBorder(payment: Bilingual): Reason {
  return {
    code: 'cross_border.not_covered',
    text: {
      en: `${payment.en} crossed a border; this programme covers payments within the country only.`,
      'zh-CN': `${payment['zh-CN']}属于跨境付款；本保障仅包括境内付款。`,
    },
  };
}

export function tooManyPayments(count: number, most: number): Reason {
  return {
    code: 'limits.exceeded',
    text: {
      en: `One claim covers at most ${String(most)} payments; this one names ${String(count)}. Claim them in several parts.`,
      'zh-CN': `每次索赔最多包括 ${String(most)} 笔付款，本次列出了 ${String(count)} 笔，请分次提交。`,
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

/** `late` says which payments are late, `because` why that is excused. */
export function windowExtended(late: Bilingual, because: Bilingual): Reason {
  return {
    code: 'window.extended',
    text: {
      en: `${late.en} A good reason for being late has been established (${because.en}); a person decides.`,
      'zh-CN': `${late['zh-CN']}但逾期理由已经认定（${because['zh-CN']}），由人工决定。`,
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

export function circumstanceUnknown(id: string): Reason {
  return {
    code: 'circumstance.unknown',
    text: {
      en: `"${id}" is not a circumstance of this programme and changes nothing; a person must look.`,
      'zh-CN': `“${id}”不是本保障所列的情形，不影响金额；需人工核实。`,
    },
  };
}

export function factMissing(what: Bilingual): Reason {
  return {
    code: 'fact.missing',
    text: {
      en: `Not known yet: ${what.en}. The amount may change once it is established.`,
      'zh-CN': `尚待查明：${what['zh-CN']}。查明后金额可能变化。`,
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
