import type { Reason } from './assessment';
import { dueAt } from './business-calendar';
import { conditionHolds, describeCondition } from './condition';
import { describeDuration } from './duration';
import { eventAt } from './event-at';
import { describeEvent } from './events';
import { missingEvent } from './missing-facts';
import type { Window } from './pack';
import type { ReadLine } from './read-facts';
import * as reasons from './reasons';
import { refuseWhere, undecided } from './rule';
import type { RuleInput, RuleOutcome } from './rule';

/** Each payment is a loss of its own, so an old one does not spoil a later one, nor save it. */
export function filingWindow(input: RuleInput): RuleOutcome {
  const { pack, facts, lines } = input;
  const { window } = pack;
  if (window === null) {
    return {
      lines,
      why: { en: 'The programme sets no time limit.', 'zh-CN': '本保障没有索赔期限。' },
    };
  }
  if (eventAt(window.from, facts) === null) return undecided(lines, [missingEvent(window.from)]);
  const judged = refuseLate(input, window);
  const isLate = judged.lines !== lines;
  if (!isLate || !isExtended(input, window)) return judged;
  const because = describeCondition(window.extendIf ?? '', pack.circumstances);
  const extended = reasons.windowExtended(judged.why, because);
  return { lines, why: extended.text, openPoints: [extended] };
}

function refuseLate({ facts, calendar, lines }: RuleInput, window: Window): RuleOutcome {
  const filed = calendar.dateOf(facts.filedAt);
  const judge = (line: ReadLine): Reason | null => {
    const from = eventAt(window.from, facts, line) ?? facts.filedAt;
    const ends = dueAt(from, window.within, calendar);
    if (facts.filedAt <= ends) return null;
    const payment = reasons.describePayment(line, calendar);
    return reasons.windowExpired(payment, calendar.dateOf(ends), filed);
  };
  const within = describeDuration(window.within);
  const event = describeEvent(window.from);
  return refuseWhere(
    lines,
    judge,
    window.from === 'payment'
      ? {
          en: `Filed on ${filed}, within ${within.en} of each payment.`,
          'zh-CN': `于 ${filed} 提交，均在每笔付款后的 ${within['zh-CN']}期限内。`,
        }
      : {
          en: `Filed on ${filed}, within ${within.en} of ${event.en}.`,
          'zh-CN': `于 ${filed} 提交，在${event['zh-CN']}后的 ${within['zh-CN']}期限内。`,
        },
  );
}

function isExtended({ facts }: RuleInput, { extendIf }: Window): boolean {
  return extendIf !== undefined && conditionHolds(extendIf, facts.known) === true;
}
