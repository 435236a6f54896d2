import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { reachableMinor } from './domain/refill';
import { PayoutEntity } from './persistence/payout.entity';
import { lanesAwaitingFunds, railMoney } from './rail-money';

/** How late a payout may be before the sweep takes its job for lost. */
const OVERDUE_MS = 5_000;

/**
 * Brings a payout one step on: sends it, or asks the rail what became of it. Safe to repeat and to
 * run twice at once: each step is fenced.
 */
export const advancePayoutJob = defineJob<{ payoutId: string }>({
  queue: 'advance-payout',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 8,
  timeoutMs: 60_000,
  workIdOf: ({ payoutId }) => payoutId,
  async findDue(reads, now, limit) {
    const due = await reads.find(PayoutEntity, {
      select: { id: true },
      where: { nextActionAt: LessThan(new Date(now.getTime() - OVERDUE_MS)) },
      order: { nextActionAt: 'ASC' },
      take: limit,
    });
    return due.map(({ id }) => ({ payoutId: id }));
  },
});

/**
 * Brings money to a lane whose payouts wait for it. Needed where there is enough for one of them:
 * whoever fills up a rail rings no bell, and the sweep finds what can go on.
 */
export const refillAllotmentJob = defineJob<{ lane: string; currency: string }>({
  queue: 'refill-allotment',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ lane, currency }) => `${lane}.${currency}`,
  async findDue(reads, _now, limit) {
    const waiting = await lanesAwaitingFunds(reads);
    const payable: typeof waiting = [];
    for (const currency of new Set(waiting.map((one) => one.currency))) {
      const money = await railMoney(reads, currency, waiting);
      const lanes = waiting.filter((one) => one.currency === currency);
      payable.push(
        ...lanes.filter(({ lane, leastMinor }) => leastMinor <= reachableMinor(lane, money)),
      );
    }
    return payable.slice(0, limit).map(({ lane, currency }) => ({ lane: String(lane), currency }));
  },
});
