import { dueAt } from '../business-calendar';
import { calendarOf } from '../calendars';
import { withinOf } from '../clock-times';
import { eventAt } from '../event-at';
import type { EventName } from '../events';
import type { Pack, PackClock } from '../pack';
import type { ReadFacts } from '../read-facts';

/** Until when a claimant waits if every promise is kept; `null` where the pack promises no time. */
export interface PromisedTimes {
  readonly decidedBy: Date | null;
  readonly paidBy: Date | null;
}

/**
 * By when a pack promises a claim's decision and its money. Every clock promises the event that
 * meets it (`until`), so long after the event from which it runs; where that has not happened,
 * after the last moment for which it is promised in its turn. Of several promises the earliest
 * binds; of those that end with the decision the last one counts, because steps on the way to it,
 * such as handing a claim to a reviewer, end with it too. All documents count as handed in with the
 * claim; an extension (`extends`) is no promise.
 */
export function promisedTimes(pack: Pack, facts: ReadFacts): PromisedTimes {
  return {
    decidedBy: promisedAt('decided', { pack, facts, asked: [] }),
    paidBy: promisedAt('paid', { pack, facts, asked: [] }),
  };
}

interface Question {
  readonly pack: Pack;
  readonly facts: ReadFacts;
  /** The events whose times are being worked out: a circle promises nothing. */
  readonly asked: readonly EventName[];
}

function promisedAt(event: EventName, { pack, facts, asked }: Question): Date | null {
  const known = knownAt(event, facts);
  if (known !== null || asked.includes(event)) return known;
  const question = { pack, facts, asked: [...asked, event] };
  if (event === 'approved') return promisedAt('decided', question);
  const promised = pack.clocks
    .filter((clock) => untilOf(clock) === event && clock.extends === undefined)
    .map((clock) => dueOf(clock, question))
    .filter((due) => due !== null);
  const binds = (one: Date, other: Date): boolean =>
    event === 'decided' ? one > other : one < other;
  return promised.reduce<Date | null>(
    (binding, due) => (binding === null || binds(due, binding) ? due : binding),
    null,
  );
}

function dueOf(clock: PackClock, question: Question): Date | null {
  const within = withinOf(clock, question.facts.known);
  const from = within === null ? null : promisedAt(clock.from, question);
  if (within === null || from === null) return null;
  return dueAt(from, within, calendarOf(question.pack.calendar));
}

function knownAt(event: EventName, facts: ReadFacts): Date | null {
  return event === 'documents_complete' ? facts.filedAt : eventAt(event, facts);
}

/** As the clocks of claims do it: the pack says what meets a clock, or payout or decision do. */
function untilOf({ from, until }: PackClock): EventName {
  return until ?? (from === 'approved' ? 'paid' : 'decided');
}
