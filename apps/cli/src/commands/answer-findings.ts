import type { Reads } from '@app/platform';
import { ANSWER_DAYS_MAX, owedAnswers } from '@app/reports';

import type { Finding } from './finding';

/** Whether claimants who wrote, or object, are answered. */
export async function answerFindings(reads: Reads, now: Date): Promise<Finding[]> {
  const { claims, oldestAt } = await owedAnswers(reads, now);
  if (oldestAt === null) return [{ isGood: true, text: 'Nobody waits for an answer for too long' }];
  return [
    {
      isGood: false,
      text: `${String(claims)} claimants have waited for an answer for more than ${String(ANSWER_DAYS_MAX)} days, the first since ${oldestAt.toISOString()}: answer them, GET /v1/review/queue?view=unanswered`,
    },
  ];
}
