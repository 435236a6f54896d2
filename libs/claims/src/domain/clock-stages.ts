import type { EventName } from '@app/programs';

import { untilOf } from './clock-rules';
import type { ClockRules } from './clock-rules';
import {
  endClocks,
  extendClocks,
  meetClocks,
  restartClocks,
  resumeClocks,
  startClocks,
} from './clock-moves';
import type { ClockSignal } from './clock-moves';
import type { ClockFact } from './clocks';
import { VICTIM_INFORMATION } from './pause-reasons';
import type { RecordedFacts } from './recorded-facts';

/** What the claimant was asked for, and what nobody waits for once it is decided. */
const ASKED_OF_CLAIMANT: readonly EventName[] = ['documents_complete', 'information_requested'];

/** Nobody waits for the claimant any more: what stood still for that goes on. */
export function clocksAfterWaiting(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return resumeClocks({ at, reason: VICTIM_INFORMATION }, facts, rules);
}

/** All documents are there: what ran for them ends, and what runs from then begins. */
export function clocksAtCompletion(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return [
    ...clocksAfterWaiting(at, facts, rules),
    ...meetClocks(['documents_complete'], at, facts, rules),
    ...startClocks({ name: 'documents_complete', at }, facts, rules),
  ];
}

/** The claim is approved: it was decided in time or late, and what runs until the payout begins. */
export function clocksAtApproval(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return [
    ...meetClocks(['decided', 'approved'], at, facts, rules),
    ...stopClocks(ASKED_OF_CLAIMANT, at, facts, rules),
    ...startClocks({ name: 'decided', at }, facts, rules),
    ...startClocks({ name: 'approved', at }, facts, rules),
  ];
}

/** The claim is denied: nothing is left to be paid, asked for or waited for. */
export function clocksAtDenial(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  const met = meetClocks(['decided', 'approved', 'paid'], at, facts, rules);
  return [
    ...met,
    ...endClocks('all', [...facts, ...met], { kind: 'stopped', at }),
    ...startClocks({ name: 'decided', at }, facts, rules),
  ];
}

/**
 * The claim is paid. What is settled between institutions, or was never recorded as done, runs on:
 * a paid claim is no proof of it.
 */
export function clocksAtPayment(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return [
    ...meetClocks(['decided', 'approved', 'paid'], at, facts, rules),
    ...stopClocks(ASKED_OF_CLAIMANT, at, facts, rules),
    ...startClocks({ name: 'paid', at }, facts, rules),
  ];
}

/** A claim was looked at again, and what was decided stays: that is an answer, in time or late. */
export function clocksAtConfirmation(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return [
    ...meetClocks(['decided', 'approved'], at, facts, rules),
    ...stopClocks(ASKED_OF_CLAIMANT, at, facts, rules),
  ];
}

/**
 * A claim that was opened again goes back to how it was decided before: nobody waits for another
 * decision, or for what it was to stand on.
 */
export function clocksAtReturn(
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return stopClocks(['decided', 'approved', ...ASKED_OF_CLAIMANT], at, facts, rules);
}

/**
 * Something happened elsewhere: what waits for it is kept when it happened, which may be before it
 * is recorded, and what runs from it starts, or is reckoned anew.
 */
export function clocksAtMilestone(
  event: ClockSignal,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return [
    ...meetClocks([event.name], event.at, facts, rules),
    ...restartClocks(event, facts, rules),
    ...startClocks(event, facts, rules),
  ];
}

/** What others recorded becomes known to a claim at once: its clocks move by one after another. */
export function clocksAtFacts(
  { milestones, circumstances }: RecordedFacts,
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  const added: ClockFact[] = [];
  for (const { milestone: name, at: happenedAt } of milestones) {
    const event = { name, at: happenedAt };
    added.push(...clocksAtMilestone(event, [...facts, ...added], rules));
  }
  for (const { circumstance: reason } of circumstances) {
    added.push(...extendClocks({ at, reason }, [...facts, ...added], rules));
  }
  return added;
}

function stopClocks(
  events: readonly EventName[],
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  const lapsed = rules.clocks.filter((clock) => events.includes(untilOf(clock)));
  return endClocks(
    lapsed.map(({ id }) => id),
    facts,
    { kind: 'stopped', at },
  );
}
