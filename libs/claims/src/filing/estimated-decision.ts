import type { Pack } from '@app/programs';

import { clocksAtFiling } from './clocks-at-filing';
import { startClocks } from '../domain/clock-moves';
import { foldClocks } from '../domain/clocks';
import { nextDueAt } from '../domain/next-due';

/**
 * By when a claim that is filed now, with all its evidence, is promised to be decided; where the
 * pack promises nothing, by when a reviewer is expected to have decided.
 */
export function estimatedDecisionAt(
  pack: Pack,
  filing: Parameters<typeof clocksAtFiling>[1],
): Date {
  const { filedAt: now } = filing;
  const paidAt = filing.paidAt.length === 0 ? [now] : filing.paidAt;
  const { facts, rules } = clocksAtFiling(pack, { ...filing, paidAt });
  const complete = startClocks({ name: 'documents_complete', at: now }, facts, rules);
  return nextDueAt('review', foldClocks([...facts, ...complete], now), { now, rules });
}
