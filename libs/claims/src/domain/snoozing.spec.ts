import { endOf } from '../../../../test/support/duels';
import { requireOwner, requireSnoozable } from './snoozing';
import type { SnoozableClaim } from './snoozing';

const NOW = new Date('2026-11-26T08:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
const CLAIM: SnoozableClaim = {
  ownerId: 'usr_wang',
  nextDueAt: hours(10),
  clockDueAt: hours(20),
  escalatedAt: null,
};

describe('putting a claim off', () => {
  it.each<[what: string, claim: Partial<SnoozableClaim>, until: Date, end: string]>([
    ['until before it is due', {}, hours(9), 'done'],
    ['until it is due', {}, hours(10), 'done'],
    ['beyond that', {}, hours(10.001), 'snooze.beyond_due'],
    ['beyond a clock that ends before', { clockDueAt: hours(3) }, hours(4), 'snooze.beyond_due'],
    ['without a clock', { clockDueAt: null }, hours(9), 'done'],
    ['until now', {}, NOW, 'snooze.in_the_past'],
    ['until yesterday', {}, hours(-24), 'snooze.in_the_past'],
    ['with a broken promise', { escalatedAt: hours(-1) }, hours(1), 'snooze.promise_broken'],
    ['with nothing to do', { nextDueAt: null }, hours(1), 'snooze.nothing_waits'],
    ['when it is overdue', { nextDueAt: hours(-1) }, hours(1), 'snooze.beyond_due'],
  ])('%s ends as it should', async (_what, claim, until, end) => {
    const attempt = async (): Promise<void> => {
      await Promise.resolve();
      requireSnoozable({ ...CLAIM, ...claim }, { until, now: NOW });
    };
    expect(await endOf(attempt())).toBe(end);
  });

  it('beyond its due time names that time', () => {
    const attempt = (): void => requireSnoozable(CLAIM, { until: hours(11), now: NOW });
    expect(attempt).toThrow(hours(10).toISOString());
  });

  it('is for its owner', () => {
    expect(() => requireOwner(CLAIM, { id: 'usr_wang' })).not.toThrow();
    expect(() => requireOwner(CLAIM, { id: 'usr_qian' })).toThrow('not yours');
    expect(() => requireOwner({ ...CLAIM, ownerId: null }, { id: 'usr_wang' })).toThrow();
  });
});
