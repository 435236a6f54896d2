import { evidenceChecklist } from '@app/programs';
import type { Pack } from '@app/programs';

import { claimRules } from './claim-rules';
import type { ClaimRules } from './claim-rules';
import { startClocks } from '../domain/clock-moves';
import type { ClockSignal } from '../domain/clock-moves';
import type { ClockFact } from '../domain/clocks';

/** The clocks with which a claim begins, and the rules that they were reckoned by. */
export interface BegunClocks {
  readonly facts: readonly ClockFact[];
  readonly rules: ClaimRules;
}

/**
 * Starts what runs from the filing of a claim, or from what happened before it: its payments and
 * their discovery. Where the pack asks for no evidence, the documents are complete at once.
 */
export function clocksAtFiling(
  pack: Pack,
  filed: {
    readonly claimedMinor: bigint;
    readonly paidAt: readonly Date[];
    readonly discoveredAt: Date;
    readonly filedAt: Date;
  },
): BegunClocks {
  const rules = claimRules(pack, []);
  const { filedAt: at } = filed;
  const lastPaidAt = new Date(Math.max(...filed.paidAt.map((paidAt) => paidAt.getTime())));
  const checklist = evidenceChecklist(pack, { claimedMinor: filed.claimedMinor }, [], []);
  const events: ClockSignal[] = [
    { name: 'payment', at: lastPaidAt },
    { name: 'last_payment', at: lastPaidAt },
    { name: 'discovered', at: filed.discoveredAt },
    { name: 'claim_received', at },
  ];
  if (!checklist.some(({ required }) => required)) events.push({ name: 'documents_complete', at });
  return { rules, facts: events.flatMap((event) => startClocks(event, [], rules)) };
}
