import type { Bilingual } from '@app/kernel';

import type { Reason } from './assessment';
import { conditionHolds, describeCondition } from './condition';
import type { Exclusion, Pack } from './pack';
import { missingCircumstances, missingOnLine } from './missing-facts';
import type { ReadFacts, ReadLine } from './read-facts';
import * as reasons from './reasons';
import { joined, refuseAll, refuseWhere, undecided, withMissing } from './rule';
import type { RuleInput, RuleOutcome } from './rule';

/** The kind of loss is one that the pack covers. */
export function lossType({ pack, facts, lines }: RuleInput): RuleOutcome {
  const known = pack.lossTypes.find(({ id }) => id === facts.lossType);
  if (known === undefined) {
    return refuseAll(lines, reasons.lossTypeNotCovered(pack, facts.lossType));
  }
  return {
    lines,
    why: {
      en: `"${known.label.en}" is covered.`,
      'zh-CN': `“${known.label['zh-CN']}”属于保障范围。`,
    },
  };
}

/** Foreign currency is refused, not converted: no rate is part of the promise. */
export function currency({ pack, calendar, lines }: RuleInput): RuleOutcome {
  const judge = (line: ReadLine): Reason | null =>
    line.currency === pack.currency
      ? null
      : reasons.currencyNotCovered(reasons.describePayment(line, calendar), line, pack);
  return refuseWhere(lines, judge, {
    en: `All payments are in ${pack.currency}.`,
    'zh-CN': `全部付款均为 ${pack.currency}。`,
  });
}

export function claimant({ pack, facts, lines }: RuleInput): RuleOutcome {
  if (!pack.eligible.claimants.includes(facts.claimantKind)) {
    return refuseAll(lines, reasons.claimantNotCovered(pack, facts.claimantKind));
  }
  return {
    lines,
    why: {
      en: `The claimant is of a kind that is covered (${facts.claimantKind}).`,
      'zh-CN': `索赔人类型符合（${facts.claimantKind}）。`,
    },
  };
}

/** What the promise presupposes. While that is open nothing is refused, and a person looks. */
export function requirements({ pack, facts, lines }: RuleInput): RuleOutcome {
  const { requires } = pack.eligible;
  if (requires === undefined) {
    return {
      lines,
      why: { en: 'The programme presupposes nothing else.', 'zh-CN': '本保障没有其他前提。' },
    };
  }
  const words = describeCondition(requires, pack.circumstances);
  const holds = conditionHolds(requires, facts.known);
  if (holds === null) {
    return undecided(lines, missingCircumstances(requires, facts.known, pack));
  }
  if (!holds) return refuseAll(lines, reasons.requirementNotMet(words));
  return {
    lines,
    why: {
      en: `What the programme presupposes holds: ${words.en}.`,
      'zh-CN': `符合前提条件：${words['zh-CN']}。`,
    },
  };
}

export function rail({ pack, calendar, lines }: RuleInput): RuleOutcome {
  const { rails } = pack.eligible;
  const judge = (line: ReadLine): Reason | null =>
    rails.includes('any') || rails.includes(line.rail)
      ? null
      : reasons.railNotCovered(reasons.describePayment(line, calendar), line, pack);
  return refuseWhere(lines, judge, {
    en: 'All payments were made in a way that is covered.',
    'zh-CN': '全部付款的支付方式均在保障范围内。',
  });
}

export function crossBorder({ pack, calendar, lines }: RuleInput): RuleOutcome {
  if (pack.eligible.crossBorder !== false) {
    return {
      lines,
      why: {
        en: 'Payments across borders are covered alike.',
        'zh-CN': '跨境付款同样受保障。',
      },
    };
  }
  const judge = (line: ReadLine): Reason | null =>
    line.crossBorder === true
      ? reasons.crossedBorder(reasons.describePayment(line, calendar))
      : null;
  const judged = refuseWhere(lines, judge, {
    en: 'No payment is known to have crossed a border.',
    'zh-CN': '没有已知的跨境付款。',
  });
  const missing = judged.lines.flatMap(({ line, isRefused }, index) =>
    isRefused || line.crossBorder !== null ? [] : [missingOnLine(index, 'crossBorder')],
  );
  return withMissing(judged, missing);
}

export function paymentSettled({ calendar, lines }: RuleInput): RuleOutcome {
  const judge = (line: ReadLine): Reason | null =>
    line.isSettled ? null : reasons.paymentNotSettled(reasons.describePayment(line, calendar));
  return refuseWhere(lines, judge, {
    en: 'All payments went through.',
    'zh-CN': '全部付款均已成功。',
  });
}

/** Counts all payments that were reported: no order of lines decides which of them are left out. */
export function limits({ pack, lines }: RuleInput): RuleOutcome {
  const most = pack.limits?.paymentsMax;
  if (most !== undefined && lines.length > most) {
    return refuseAll(lines, reasons.tooManyPayments(lines.length, most));
  }
  return {
    lines,
    why:
      most === undefined
        ? {
            en: 'The programme sets no limit to the number of payments.',
            'zh-CN': '本保障不限制付款笔数。',
          }
        : {
            en: `${String(lines.length)} of at most ${String(most)} payments are claimed.`,
            'zh-CN': `索赔 ${String(lines.length)} 笔付款，上限为 ${String(most)} 笔。`,
          },
  };
}

/** One that is established denies, unless its effect is `review` or it is set aside. */
export function exclusions({ pack, facts, lines }: RuleInput): RuleOutcome {
  const named = [...new Set(facts.exclusions)];
  const known = pack.exclusions.filter(({ id }) => named.includes(id));
  const setAside = known.filter((exclusion) => isSetAside(exclusion, facts));
  const established = known.filter((exclusion) => !setAside.includes(exclusion));
  const unknown = named.filter((id) => !known.some((exclusion) => exclusion.id === id));
  const refusals = established.filter(({ effect }) => effect === 'deny');
  const openPoints = [
    ...established.map(reasons.exclusionEstablished),
    ...unknown.map(reasons.exclusionUnknown),
  ];
  const [refusal] = refusals.map(reasons.exclusionEstablished);
  const texts = [
    ...openPoints.map(({ text }) => text),
    ...setAside.map((exclusion) => setAsideText(exclusion, pack)),
  ];
  return {
    lines: refusal === undefined ? lines : refuseAll(lines, refusal).lines,
    why: joined(texts) ?? {
      en: `None of the ${String(pack.exclusions.length)} exclusions has been established.`,
      'zh-CN': `${String(pack.exclusions.length)} 项除外情形均未被认定。`,
    },
    openPoints,
  };
}

function isSetAside({ waivedIf }: Exclusion, { known }: ReadFacts): boolean {
  return waivedIf !== undefined && conditionHolds(waivedIf, known) === true;
}

function setAsideText({ id, waivedIf }: Exclusion, pack: Pack): Bilingual {
  const because = describeCondition(waivedIf ?? '', pack.circumstances);
  return {
    en: `The exclusion "${id}" is set aside: ${because.en}.`,
    'zh-CN': `除外情形“${id}”不适用：${because['zh-CN']}。`,
  };
}
