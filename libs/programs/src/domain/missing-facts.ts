import { circumstancesIn, conditionHolds, describeCondition } from './condition';
import type { KnownCircumstances } from './condition';
import { describeEvent } from './events';
import type { EventName } from './events';
import type { Condition, Pack } from './pack';
import type { MissingFact } from './rule';

/** The time of an event that somebody has to record. */
export function missingEvent(name: EventName): MissingFact {
  const { en, 'zh-CN': zh } = describeEvent(name);
  return { fact: `events.${name}`, what: { en: `the time of ${en}`, 'zh-CN': `${zh}的时间` } };
}

/** The circumstances of a condition that are neither established nor refuted. */
export function missingCircumstances(
  condition: Condition,
  known: KnownCircumstances,
  pack: Pack,
): MissingFact[] {
  return circumstancesIn(condition)
    .filter((id) => conditionHolds(id, known) === null)
    .map((id) => {
      const { en, 'zh-CN': zh } = describeCondition(id, pack.circumstances);
      return {
        fact: `circumstances.${id}`,
        what: { en: `whether ${en}`, 'zh-CN': `是否${zh}` },
      };
    });
}

/** A field of a payment line, by the place of the line in the facts. */
export function missingOnLine(
  index: number,
  field: 'crossBorder' | 'damageBp' | 'purchasePriceMinor',
): MissingFact {
  const number = String(index + 1);
  const what = {
    crossBorder: {
      en: `whether payment ${number} crossed a border`,
      'zh-CN': `第 ${number} 笔付款是否跨境`,
    },
    damageBp: {
      en: `how much of payment ${number} was damaged`,
      'zh-CN': `第 ${number} 笔付款所购物品的损坏比例`,
    },
    purchasePriceMinor: {
      en: `the price of what payment ${number} bought`,
      'zh-CN': `第 ${number} 笔付款所购物品的价格`,
    },
  }[field];
  return { fact: `lines[${String(index)}].${field}`, what };
}

/** What was found with the recipients. */
export const MISSING_FUNDS_FOUND: MissingFact = {
  fact: 'fundsFoundMinor',
  what: { en: 'how much was found with the recipients', 'zh-CN': '在收款方查到的资金金额' },
};
