import type { RailAnswer } from '../rails/payout-rail';

const HOUR_MS = 3_600_000;
/** Who states days means their beginning; the day on which clocks go back has 25 hours. */
const EARLY_MAX_MS = 25 * HOUR_MS;
const AHEAD_MAX_MS = 24 * HOUR_MS;

/** When a payout was ordered, and when its rail answered. */
export interface AnsweredOrder {
  readonly orderedAt: Date;
  readonly now: Date;
}

/**
 * What of an answer can be gone by. A transfer cannot have settled, or come back, more than a day
 * before it was ordered or more than a day from now: a day, because some rails state days, and
 * clocks differ. Such an answer speaks of something else, or its clock cannot be trusted: we do not
 * know, as after every answer that is not as agreed (RELIABILITY §2.1, 4), and the rail is asked
 * again.
 */
export function believableAnswer(
  answer: RailAnswer,
  { orderedAt, now }: AnsweredOrder,
): RailAnswer {
  const at = endedAt(answer);
  if (at === null) return answer;
  const ms = at.getTime();
  if (ms >= orderedAt.getTime() - EARLY_MAX_MS && ms <= now.getTime() + AHEAD_MAX_MS) return answer;
  return {
    outcome: 'unknown',
    reason: 'unparsable',
    seen: `${answer.outcome} at ${at.toISOString()}, ordered at ${orderedAt.toISOString()}`,
  };
}

function endedAt(answer: RailAnswer): Date | null {
  if (answer.outcome === 'confirmed') return answer.settledAt;
  return answer.outcome === 'returned' ? answer.returnedAt : null;
}
