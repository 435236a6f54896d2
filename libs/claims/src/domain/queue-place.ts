import type { ClaimStatus } from './claim-lifecycle';
import type { NextStepCode } from './next-step';

/** What decides in whose queue a claim stands, and where. */
export interface QueuePlace {
  readonly status: ClaimStatus;
  readonly ownerId: string | null;
  readonly nextStep: NextStepCode | null;
  readonly nextDueAt: Date | null;
  readonly escalatedAt: Date | null;
  /** 1 comes before 0. */
  readonly priority: number;
}

const PARTS = ['status', 'ownerId', 'nextStep', 'nextDueAt', 'escalatedAt', 'priority'] as const;

/**
 * Whether a change moves a claim in the queues: into one, out of one, or to another place. What a
 * change leaves out stays as it is.
 */
export function hasMoved(place: QueuePlace, change: Partial<QueuePlace>): boolean {
  return PARTS.some((part) => {
    const now = change[part];
    return now !== undefined && mark(now) !== mark(place[part]);
  });
}

/** Two dates of one instant are the same place. */
function mark(value: string | number | Date | null): string | number | null {
  return value instanceof Date ? value.getTime() : value;
}
