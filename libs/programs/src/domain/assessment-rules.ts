import type { Bilingual } from '@app/kernel';
import { Money, WHOLE_BP, allocate, shareRoundedDown } from '@app/money';

import type { Reason, RuleName } from './assessment';
import type { BusinessCalendar } from './business-calendar';
import { dueAt } from './business-calendar';
import { describeDuration } from './duration';
import type { Exclusion, Pack } from './pack';
import type { ReadFacts, ReadLine } from './read-facts';
import * as reasons from './reasons';

/** A line on its way through the rules: what is left of it, and why. */
export interface RunningLine {
  readonly line: ReadLine;
  readonly amountMinor: bigint;
  /** Taken out by a rule, not merely reduced. */
  readonly isRefused: boolean;
  readonly reason: Reason;
}

export interface RuleInput {
  readonly pack: Pack;
  readonly facts: ReadFacts;
  readonly calendar: BusinessCalendar;
  readonly lines: readonly RunningLine[];
}

export interface RuleOutcome {
  readonly lines: readonly RunningLine[];
  readonly why: Bilingual;
  /** Points that belong to no line; a person must look at them. */
  readonly openPoints?: readonly Reason[];
}

/** Every rule of the evaluator in the order in which it is applied. The approval comes after. */
export const AMOUNT_RULES: readonly {
  readonly name: Exclude<RuleName, 'approval'>;
  readonly apply: (input: RuleInput) => RuleOutcome;
}[] = [
  { name: 'loss_type', apply: lossType },
  { name: 'currency', apply: currency },
  { name: 'claimant', apply: claimant },
  { name: 'rail', apply: rail },
  { name: 'payment_settled', apply: paymentSettled },
  { name: 'window', apply: window },
  { name: 'exclusions', apply: exclusions },
  { name: 'already_made_whole', apply: alreadyMadeWhole },
  { name: 'coverage', apply: coverage },
  { name: 'cap', apply: cap },
  { name: 'excess', apply: excess },
];

function lossType({ pack, facts, lines }: RuleInput): RuleOutcome {
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

function currency({ pack, calendar, lines }: RuleInput): RuleOutcome {
  const judge = (line: ReadLine): Reason | null =>
    line.currency === pack.currency
      ? null
      : reasons.currencyNotCovered(reasons.describePayment(line, calendar), line, pack);
  return refuseWhere(lines, judge, {
    en: `All payments are in ${pack.currency}.`,
    'zh-CN': `全部付款均为 ${pack.currency}。`,
  });
}

function claimant({ pack, facts, lines }: RuleInput): RuleOutcome {
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

function rail({ pack, calendar, lines }: RuleInput): RuleOutcome {
  const judge = (line: ReadLine): Reason | null =>
    pack.eligible.rails.includes(line.rail)
      ? null
      : reasons.railNotCovered(reasons.describePayment(line, calendar), line, pack);
  return refuseWhere(lines, judge, {
    en: 'All payments were made in a way that is covered.',
    'zh-CN': '全部付款的支付方式均在保障范围内。',
  });
}

function paymentSettled({ calendar, lines }: RuleInput): RuleOutcome {
  const judge = (line: ReadLine): Reason | null =>
    line.isSettled ? null : reasons.paymentNotSettled(reasons.describePayment(line, calendar));
  return refuseWhere(lines, judge, {
    en: 'All payments went through.',
    'zh-CN': '全部付款均已成功。',
  });
}

/** Each payment is a loss of its own, so an old one does not spoil a later one, nor save it. */
function window({ pack, facts, calendar, lines }: RuleInput): RuleOutcome {
  const filed = calendar.dateOf(facts.filedAt);
  const within = describeDuration(pack.window.within);
  const judge = (line: ReadLine): Reason | null => {
    const ends = dueAt(line.paidAt, pack.window.within, calendar);
    if (facts.filedAt <= ends) return null;
    const payment = reasons.describePayment(line, calendar);
    return reasons.windowExpired(payment, calendar.dateOf(ends), filed);
  };
  return refuseWhere(lines, judge, {
    en: `Filed on ${filed}, within ${within.en} of each payment.`,
    'zh-CN': `于 ${filed} 提交，均在每笔付款后的 ${within['zh-CN']}期限内。`,
  });
}

function exclusions({ pack, facts, lines }: RuleInput): RuleOutcome {
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
  return {
    lines: refusal === undefined ? lines : refuseAll(lines, refusal).lines,
    why: joined([...openPoints.map(({ text }) => text), ...setAside.map(setAsideText)]) ?? {
      en: `None of the ${String(pack.exclusions.length)} exclusions has been established.`,
      'zh-CN': `${String(pack.exclusions.length)} 项除外情形均未被认定。`,
    },
    openPoints,
  };
}

function alreadyMadeWhole({ calendar, lines }: RuleInput): RuleOutcome {
  const changed = lines.map((running) => {
    const { line, amountMinor } = running;
    if (amountMinor <= line.unrefundedMinor) return running;
    const payment = reasons.describePayment(line, calendar);
    if (line.unrefundedMinor === 0n) return refuse(running, reasons.madeWhole(payment));
    const reason =
      line.unrefundedMinor === line.paymentAmountMinor
        ? reasons.paymentExceeded(payment)
        : reasons.refundDeducted(payment, Money.of(line.unrefundedMinor, line.currency));
    return { ...running, amountMinor: line.unrefundedMinor, reason };
  });
  return explained(lines, changed, {
    en: 'No part of what is claimed has been refunded.',
    'zh-CN': '索赔金额中没有已退款的部分。',
  });
}

function coverage({ pack, lines }: RuleInput): RuleOutcome {
  const shareBp = BigInt(pack.amount.coverageBp);
  const reason = reasons.coverageShare(percentOf(shareBp));
  if (shareBp === WHOLE_BP) return { lines, why: reason.text };
  const changed = lines.map((running) => {
    if (running.amountMinor === 0n) return running;
    const loss = Money.of(running.amountMinor, pack.currency);
    return { ...running, amountMinor: shareRoundedDown(loss, shareBp).amountMinor, reason };
  });
  return { lines: changed, why: reason.text };
}

function cap({ pack, facts, lines }: RuleInput): RuleOutcome {
  const most = Money.of(BigInt(pack.amount.cap.amountMinor), pack.currency);
  const awarded = Money.of(facts.awardedThisYearMinor, pack.currency);
  const room = awarded.isGreaterThan(most) ? Money.zero(pack.currency) : most.minus(awarded);
  const amounts = lines.map(({ amountMinor }) => amountMinor);
  const reason = reasons.capApplied(most, awarded, room);
  const total = amounts.reduce((sum, amountMinor) => sum + amountMinor, 0n);
  if (total <= room.amountMinor) return { lines, why: reason.text };
  if (room.isZero()) return refuseAll(lines, reasons.capReached(most, awarded));
  const parts = allocate(room, amounts);
  const changed = lines.map((running, index) =>
    running.isRefused
      ? running
      : { ...running, amountMinor: parts[index]?.amountMinor ?? 0n, reason },
  );
  return { lines: changed, why: reason.text, openPoints: [reason] };
}

function excess({ lines }: RuleInput): RuleOutcome {
  return {
    lines,
    why: { en: 'The programme takes no excess.', 'zh-CN': '本保障没有免赔额。' },
  };
}

function isSetAside(exclusion: Exclusion, facts: ReadFacts): boolean {
  return exclusion.waivedIf !== undefined && facts.circumstances.includes(exclusion.waivedIf.id);
}

function setAsideText({ id, waivedIf }: Exclusion): Bilingual {
  return {
    en: `The exclusion "${id}" is set aside: ${waivedIf?.label.en ?? ''}.`,
    'zh-CN': `除外情形“${id}”不适用：${waivedIf?.label['zh-CN'] ?? ''}。`,
  };
}

function refuse(running: RunningLine, reason: Reason): RunningLine {
  return { line: running.line, amountMinor: 0n, isRefused: true, reason };
}

/** Refuses what still stands; a line that was refused earlier keeps its first reason. */
function refuseAll(lines: readonly RunningLine[], reason: Reason): RuleOutcome {
  return refuseWhere(lines, () => reason, reason.text);
}

function refuseWhere(
  lines: readonly RunningLine[],
  judge: (line: ReadLine) => Reason | null,
  otherwise: Bilingual,
): RuleOutcome {
  const changed = lines.map((running) => {
    const reason = running.isRefused ? null : judge(running.line);
    return reason === null ? running : refuse(running, reason);
  });
  return explained(lines, changed, otherwise);
}

/** Explains a rule by the reasons of the lines that it changed. */
function explained(
  before: readonly RunningLine[],
  after: readonly RunningLine[],
  otherwise: Bilingual,
): RuleOutcome {
  const texts = after
    .filter((line, index) => line !== before[index])
    .map(({ reason }) => reason.text);
  return { lines: after, why: joined(texts) ?? otherwise };
}

/** Different texts one after the other; null when there are none. */
function joined(texts: readonly Bilingual[]): Bilingual | null {
  if (texts.length === 0) return null;
  return {
    en: [...new Set(texts.map((text) => text.en))].join(' '),
    'zh-CN': [...new Set(texts.map((text) => text['zh-CN']))].join(''),
  };
}

function percentOf(shareBp: bigint): string {
  const hundredths = shareBp % 100n;
  const fraction = hundredths === 0n ? '' : `.${hundredths.toString().padStart(2, '0')}`;
  return `${(shareBp / 100n).toString()}${fraction} %`;
}
