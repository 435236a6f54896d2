import { MILESTONES } from './events';
import type { EventName, Milestone } from './events';
import type { Pack } from './pack';

/**
 * The milestones that a pack reckons from or waits for, in the order of the product's list: these
 * can be recorded on its claims, and any other one would mean nothing there.
 */
export function milestonesOf(pack: Pack): Milestone[] {
  const named = new Set<EventName | undefined>([
    ...pack.clocks.flatMap(({ from, until }) => [from, until]),
    ...pack.evidence.map(({ within }) => within?.from),
    ...pack.appeal.map(({ from }) => from),
    ...(pack.amount.liability?.rows ?? []).map(({ from }) => from),
    pack.window?.from,
    pack.provisional?.from,
  ]);
  return MILESTONES.filter((milestone) => named.has(milestone));
}
