import type { Bilingual } from '@app/kernel';
import { Money, WHOLE_BP, allocate } from '@app/money';

import * as amountReasons from './amount-reasons';
import type { Reason } from './assessment';
import type { BusinessCalendar } from './business-calendar';
import { conditionHolds, describeCondition } from './condition';
import { MISSING_FUNDS_FOUND, missingOnLine } from './missing-facts';
import type { Cap, Pack } from './pack';
import type { ReadFacts } from './read-facts';
import { describePayment } from './reasons';
import {
  deduct,
  explained,
  joined,
  mapLines,
  refuse,
  refuseAll,
  totalOf,
  undecided,
  withMissing,
} from './rule';
import type { MissingFact, RuleInput, RuleOutcome, RunningLine } from './rule';

/** What has come back is no loss any more. */
export function alreadyMadeWhole({ calendar, lines }: RuleInput): RuleOutcome {
  const changed = mapLines(lines, (running) => {
    const { line, amountMinor } = running;
    if (amountMinor <= line.unrefundedMinor) return running;
    const payment = describePayment(line, calendar);
    if (line.unrefundedMinor === 0n) return refuse(running, amountReasons.madeWhole(payment));
    const reason =
      line.unrefundedMinor === line.paymentAmountMinor
        ? amountReasons.paymentExceeded(payment)
        : amountReasons.refundDeducted(payment, Money.of(line.unrefundedMinor, line.currency));
    return { ...running, amountMinor: line.unrefundedMinor, reason };
  });
  return explained(lines, changed, {
    en: 'No part of what is claimed has been refunded.',
    'zh-CN': '索赔金额中没有已退款的部分。',
  });
}

/** The share of the loss that is paid: of its damaged part where that is the loss, and fees. */
export function coverage(input: RuleInput): RuleOutcome {
  const { pack, facts, lines } = input;
  const type = pack.lossTypes.find(({ id }) => id === facts.lossType);
  const shareBp = BigInt(type?.coverageBp ?? pack.amount.coverageBp);
  const share = amountReasons.coverageShare(percentOf(shareBp));
  const terms: Coverage = {
    shareBp,
    share,
    isByDamage: type?.proportion === 'damage',
    paysFees: type?.paysFees === true,
    calendar: input.calendar,
  };
  const covered = mapLines(lines, (running) =>
    running.amountMinor === 0n ? running : coveredLine(running, terms),
  );
  const outcome = explained(lines, covered, share.text);
  const missing = terms.isByDamage
    ? lines.flatMap(({ line, amountMinor }, index) =>
        amountMinor === 0n || line.damageBp !== null ? [] : [missingOnLine(index, 'damageBp')],
      )
    : [];
  return withMissing(outcome, missing);
}

interface Coverage {
  readonly shareBp: bigint;
  readonly share: Reason;
  readonly isByDamage: boolean;
  readonly paysFees: boolean;
  readonly calendar: BusinessCalendar;
}

function coveredLine(running: RunningLine, terms: Coverage): RunningLine {
  const { line } = running;
  const { shareBp } = terms;
  const damageBp = (terms.isByDamage ? line.damageBp : null) ?? WHOLE_BP;
  const fees = Money.of(terms.paysFees ? line.feesMinor : 0n, line.currency);
  // Rounded down once, not once for each share.
  const paidMinor = (running.amountMinor * shareBp * damageBp) / (WHOLE_BP * WHOLE_BP);
  const parts: Reason[] = [];
  if (damageBp !== WHOLE_BP) {
    const payment = describePayment(line, terms.calendar);
    parts.push(amountReasons.damagedShare(payment, percentOf(damageBp)));
  }
  if (shareBp !== WHOLE_BP) parts.push(terms.share);
  if (fees.isPositive()) parts.push(amountReasons.feesPaid(fees));
  const [first] = parts;
  if (first === undefined) return running;
  const text = joined(parts.map((part) => part.text)) ?? first.text;
  const amountMinor = paidMinor + fees.amountMinor;
  return { ...running, amountMinor, reason: { code: first.code, text } };
}

/**
 * Each cap of the pack; what one leaves is what the next one looks at. Those of single payments
 * come first: a total shared over the lines before them would give a part to a payment that then
 * loses it again, and a larger loss would be awarded less.
 */
export function caps(input: RuleInput): RuleOutcome {
  const outcomes: RuleOutcome[] = [];
  let { lines } = input;
  const isOfPayment = ({ scope }: Cap): boolean => scope === 'purchase_price';
  const { caps: written } = input.pack.amount;
  const ordered = [...written.filter(isOfPayment), ...written.filter((cap) => !isOfPayment(cap))];
  for (const cap of ordered) {
    const outcome = applyCap(cap, { ...input, lines });
    lines = outcome.lines;
    outcomes.push(outcome);
  }
  return {
    lines,
    why: joined(outcomes.map(({ why }) => why)) ?? {
      en: 'The programme sets no cap.',
      'zh-CN': '本保障没有赔付上限。',
    },
    openPoints: outcomes.flatMap(({ openPoints }) => openPoints ?? []),
    missing: outcomes.flatMap(({ missing }) => missing ?? []),
  };
}

function applyCap(cap: Cap, input: RuleInput): RuleOutcome {
  const { pack, facts, lines } = input;
  const most = Money.of(BigInt(cap.amountMinor ?? '0'), pack.currency);
  switch (cap.scope) {
    case 'claim':
      return capTotal(lines, most, amountReasons.claimCapApplied('claim', most));
    case 'claimant_year':
      return capYear(lines, most, facts);
    case 'funds_found': {
      if (facts.fundsFoundMinor === null) return undecided(lines, [MISSING_FUNDS_FOUND]);
      const found = Money.of(facts.fundsFoundMinor, pack.currency);
      if (found.isZero()) return refuseAll(lines, amountReasons.nothingFound());
      return capTotal(lines, found, amountReasons.claimCapApplied('funds_found', found));
    }
    case 'purchase_price':
      return capEach(input);
  }
}

function capYear(lines: readonly RunningLine[], most: Money, facts: ReadFacts): RuleOutcome {
  const awarded = Money.of(facts.awardedThisYearMinor, most.currency);
  const room = awarded.isGreaterThan(most) ? Money.zero(most.currency) : most.minus(awarded);
  if (room.isZero()) return refuseAll(lines, amountReasons.capReached(most, awarded));
  return capTotal(lines, room, amountReasons.capApplied(most, awarded, room));
}

/** Shares what there is room for over the lines; what is cut off is for a person to see. */
function capTotal(lines: readonly RunningLine[], room: Money, reason: Reason): RuleOutcome {
  if (totalOf(lines) <= room.amountMinor) return { lines, why: reason.text };
  const parts = allocate(
    room,
    lines.map(({ amountMinor }) => amountMinor),
  );
  const changed = lines.map((running, index) =>
    running.isRefused
      ? running
      : { ...running, amountMinor: parts[index]?.amountMinor ?? 0n, reason },
  );
  return { lines: changed, why: reason.text, openPoints: [reason] };
}

function capEach({ pack, calendar, lines }: RuleInput): RuleOutcome {
  const missing: MissingFact[] = [];
  const changed = mapLines(lines, (running, index) => {
    const { line, amountMinor } = running;
    if (amountMinor === 0n) return running;
    if (line.purchasePriceMinor === null) {
      missing.push(missingOnLine(index, 'purchasePriceMinor'));
      return running;
    }
    if (amountMinor <= line.purchasePriceMinor) return running;
    const price = Money.of(line.purchasePriceMinor, pack.currency);
    const reason = amountReasons.purchasePriceApplied(describePayment(line, calendar), price);
    return { ...running, amountMinor: line.purchasePriceMinor, reason };
  });
  const outcome = explained(lines, changed, {
    en: 'No more is paid than what was bought had cost.',
    'zh-CN': '赔付金额不超过所购物品的价格。',
  });
  const cut = changed.filter((line, index) => line !== lines[index]).map(({ reason }) => reason);
  return withMissing({ ...outcome, openPoints: cut }, missing);
}

/** Whether the excess was left to the payer, who chose not to take it. */
export function isExcessWaivedByChoice(pack: Pack, { known }: ReadFacts): boolean {
  const term = pack.amount.excess;
  if (term?.waivedByChoice === undefined) return false;
  const isWaived = term.waivedIf !== undefined && conditionHolds(term.waivedIf, known) === true;
  return !isWaived && known.established.has(term.waivedByChoice);
}

/** Whether a waiver applies is for a person to see, so that taking an excess is an open point. */
export function excess({ pack, facts, lines }: RuleInput): RuleOutcome {
  const term = pack.amount.excess;
  if (term === null) {
    return {
      lines,
      why: { en: 'The programme takes no excess.', 'zh-CN': '本保障没有免赔额。' },
    };
  }
  const full = Money.of(BigInt(term.amountMinor), pack.currency);
  if (term.waivedIf !== undefined && conditionHolds(term.waivedIf, facts.known) === true) {
    return { lines, why: waived(full, describeCondition(term.waivedIf, pack.circumstances)) };
  }
  if (isExcessWaivedByChoice(pack, facts)) {
    const because = describeCondition(term.waivedByChoice ?? '', pack.circumstances);
    return { lines, why: waived(full, because) };
  }
  const total = Money.of(totalOf(lines), pack.currency);
  const borne = total.isGreaterThan(full) ? full : total;
  const reason = amountReasons.excessApplied(full, borne);
  return {
    lines: deduct(lines, borne, reason),
    why: reason.text,
    openPoints: borne.isZero() ? [] : [reason],
    ownShareMinor: borne.amountMinor,
  };
}

function waived(excessInFull: Money, because: Bilingual): Bilingual {
  return {
    en: `The excess of ${excessInFull.toString()} is not taken: ${because.en}.`,
    'zh-CN': `不收取 ${excessInFull.toString()} 的免赔额：${because['zh-CN']}。`,
  };
}

function percentOf(shareBp: bigint): string {
  const hundredths = shareBp % 100n;
  const fraction = hundredths === 0n ? '' : `.${hundredths.toString().padStart(2, '0')}`;
  return `${(shareBp / 100n).toString()}${fraction} %`;
}
