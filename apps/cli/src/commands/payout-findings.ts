import { Limits } from '@app/audit';
import { BANK_DAYS_MAX, bankBacklog, overduePayouts } from '@app/payouts';
import type { BankStage } from '@app/payouts';
import type { Reads } from '@app/platform';

import type { Finding } from './finding';

/** Whether payouts lie where only people bring them on: at rails that say nothing, and at ours. */
export async function payoutFindings(
  reads: Reads,
  { demo }: { readonly demo: boolean },
  now: Date,
): Promise<Finding[]> {
  return [...(await pendingFindings(reads, demo, now)), ...(await bankFindings(reads, now))];
}

async function pendingFindings(reads: Reads, demo: boolean, now: Date): Promise<Finding[]> {
  const { pendingPayoutDays: pendingDays } = await new Limits(demo).current(reads);
  const found = await overduePayouts(reads, { now, pendingDays });
  const days = String(pendingDays);
  if (found.length === 0) {
    return [{ isGood: true, text: `No payout is on its way for more than ${days} days` }];
  }
  return found.map(({ rail, currency, count, oldestId, ownerName }) => ({
    isGood: false,
    text: `${rail} ${currency}: ${String(count)} payouts are on their way for more than ${days} days. Look the oldest up at the rail and say what became of it with POST /v1/payouts/${oldestId}/resolutions; its claim is ${ownerName === null ? 'nobody’s yet' : `${ownerName}’s`}`,
  }));
}

/** What is to be done at each stage. */
const ADVICE: Readonly<Record<BankStage, readonly [what: string, advice: string]>> = {
  file: ['instructions are in no bank file', 'make one with POST /v1/bank-files'],
  release: [
    'bank files wait for two persons',
    'release or discard them with POST /v1/bank-files/{id}/releases',
  ],
  fetch: [
    'bank files are released and were never fetched',
    'fetch them with GET /v1/bank-files/{id}/content and take them to the bank',
  ],
  report: [
    'bank reports wait for another person',
    'release or discard them with POST /v1/bank-reports/{id}/releases',
  ],
};

async function bankFindings(reads: Reads, now: Date): Promise<Finding[]> {
  const late = (await bankBacklog(reads, now)).filter(({ overAge }) => overAge > 0);
  const days = String(BANK_DAYS_MAX);
  if (late.length === 0) {
    return [{ isGood: true, text: `Nothing for or from the bank lies for more than ${days} days` }];
  }
  return late.map(({ stage, overAge }) => {
    const [what, advice] = ADVICE[stage];
    return {
      isGood: false,
      text: `${String(overAge)} ${what} for more than ${days} days: ${advice}`,
    };
  });
}
