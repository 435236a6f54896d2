import type { EventName } from './events';
import type { ReadFacts, ReadLine } from './read-facts';

/**
 * When an event happened, by the facts; `null` while that is not known. `payment` is that of `line`
 * where a rule looks at one line, and otherwise the last one.
 */
export function eventAt(name: EventName, facts: ReadFacts, line?: ReadLine): Date | null {
  if (name === 'payment' && line !== undefined) return line.paidAt;
  if (name === 'payment' || name === 'last_payment') return facts.lastPaidAt;
  if (name === 'claim_received') return facts.filedAt;
  if (name === 'discovered') return facts.discoveredAt;
  return facts.events.get(name) ?? null;
}
