import type { PackClock } from '@app/programs';

import { untilOf } from './clock-rules';
import { foldClocks } from './clocks';
import type { ClockFact } from './clocks';

/**
 * Whether the time in which a claimant is to answer stands still now, and how long it stood still
 * within a span: the pauses of the clocks that wait for their documents. Those that stand still
 * because of the claimant run for us, and say nothing here.
 */
export function standingStill(
  clocks: readonly PackClock[],
  facts: readonly ClockFact[],
  { from, to }: { readonly from: Date; readonly to: Date },
): { readonly isNow: boolean; readonly pausedMs: number } {
  const own = clocks.filter((clock) => untilOf(clock) === 'documents_complete').map(({ id }) => id);
  const views = foldClocks(facts, to).filter(({ id }) => own.includes(id));
  const pausedMs = Math.max(0, ...own.map((clock) => pausedIn(clock, facts, { from, to })));
  return { isNow: views.some(({ state }) => state === 'paused'), pausedMs };
}

function pausedIn(
  clock: string,
  facts: readonly ClockFact[],
  { from, to }: { readonly from: Date; readonly to: Date },
): number {
  let pausedMs = 0;
  let since: Date | null = null;
  for (const { clock: of, kind, at } of facts) {
    if (of !== clock) continue;
    if (kind === 'paused') since ??= at;
    if (kind !== 'resumed' || since === null) continue;
    const end = Math.min(at.getTime(), to.getTime());
    pausedMs += Math.max(0, end - Math.max(since.getTime(), from.getTime()));
    since = null;
  }
  return pausedMs;
}
