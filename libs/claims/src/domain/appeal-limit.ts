import type { EventName } from '@app/programs';

import { milestoneTimes } from './recorded-facts';
import type { RecordedMilestone } from './recorded-facts';

/** The moments of a claim from which a limit to appeal can run. */
export interface AppealMoments {
  readonly decidedAt: Date;
  readonly filedAt: Date;
  readonly discoveredAt: Date;
  readonly milestones: readonly RecordedMilestone[];
}

/**
 * The last moment to lodge an appeal, counted from when the decision became final or from whatever
 * else the pack names; null without a limit, or while the moment that it runs from is unknown.
 */
export function appealDueAt(
  step: { readonly from: EventName; readonly within: string | null },
  moments: AppealMoments,
  dueAfter: (from: Date, within: string) => Date,
): Date | null {
  const from = momentOf(step.from, moments);
  return from === null || step.within === null ? null : dueAfter(from, step.within);
}

function momentOf(name: EventName, moments: AppealMoments): Date | null {
  if (name === 'decided' || name === 'approved') return moments.decidedAt;
  if (name === 'claim_received') return moments.filedAt;
  if (name === 'discovered') return moments.discoveredAt;
  return milestoneTimes(moments.milestones).get(name) ?? null;
}
