import { DomainError } from '@app/kernel';
import type { Money } from '@app/money';

import type { Outcome } from './decision';

/** The award of a line is not money of the claim. */
export function inAnotherCurrency(field: string, award: Money, currency: string): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.wrong_currency',
    {
      en: `An award is zero or more ${currency}; we saw ${award.toString()}.`,
      'zh-CN': `赔付金额须为不小于零的 ${currency}，收到的是 ${award.toString()}。`,
    },
    { field, saw: award.toString() },
  );
}

export function aboveThePolicy(field: string, award: Money, most: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.award_above_policy',
    {
      en: `The policy covers at most ${most.toString()} on this line; you award ${award.toString()}. GET …/assessment shows why.`,
      'zh-CN': `按保障条款该行最多赔付 ${most.toString()}，您填写了 ${award.toString()}，依据见 GET …/assessment。`,
    },
    { field, saw: award.toString() },
  );
}

/** A decision on a claim that is open again states all that a line gets, and takes nothing back. */
export function belowTheAward(field: string, award: Money, least: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.below_award',
    {
      en: `${least.toString()} was awarded on this line before, and stays. State the total: at least that; you state ${award.toString()}.`,
      'zh-CN': `该行此前已决定赔付 ${least.toString()}，不可减少。请填写不低于此数的合计金额，您填写了 ${award.toString()}。`,
    },
    { field, saw: award.toString(), awardedMinor: least.amountMinor.toString() },
  );
}

export function unknownLine(index: number, lineId: string): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.unknown_line',
    {
      en: 'This is not a line of the claim, or it is named twice.',
      'zh-CN': '该行不属于此索赔，或重复出现。',
    },
    { field: `lines[${String(index)}].lineId`, saw: lineId },
  );
}

/** Nobody is refused anything without being told why. */
export function withoutReason(field: string, lineId: string, saw: string | null): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.reason_missing',
    {
      en: `The line ${lineId} needs a reason code: letters, digits, points and underscores, at most 60, such as "loss.not_proven". GET /v1/review/reason-codes lists those with a text.`,
      'zh-CN': `行 ${lineId} 须填写理由代码（字母、数字、点和下划线，最多 60 个字符，例如 "loss.not_proven"）。GET /v1/review/reason-codes 列出带说明的代码。`,
    },
    { field, lineId, ...(saw === null ? {} : { saw }) },
  );
}

export function reasonContradicts(field: string, reasonCode: string, award: Money): DomainError {
  const awarded = award.isZero() ? ['nothing', '不予赔付'] : ['an award', '予以赔付'];
  return new DomainError(
    'unprocessable',
    'decision.contradiction',
    {
      en: `The line gets ${String(awarded[0])}, and the reason code "${reasonCode}" says otherwise. GET /v1/review/reason-codes tells which codes fit.`,
      'zh-CN': `该行${String(awarded[1])}，与理由代码“${reasonCode}”矛盾。可用代码见 GET /v1/review/reason-codes。`,
    },
    { field, saw: reasonCode },
  );
}

export function contradicts(outcome: Outcome, en: string, zh: string): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.contradiction',
    {
      en: `The outcome "${outcome}" contradicts the lines: ${en}.`,
      'zh-CN': `决定“${outcome}”与各行金额矛盾：${zh}。`,
    },
    { field: 'outcome', saw: outcome },
  );
}
