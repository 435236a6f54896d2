import fc from 'fast-check';

import { PATIENCE_MS, isGivenUp, isGone, retryPauseMs, stateAfter } from './webhook-course';

const SECOND_MS = 1_000;
const FAILED = { problem: 'status' } as const;
const NOW = new Date('2026-11-26T10:00:00Z');

describe('the course of a webhook', () => {
  it('is tried again after 5 s, 30 s, 2, 10, 30 and 60 minutes, then every three hours', () => {
    const pausesS: number[] = [];
    for (let triedForMs = 0; pausesS.length < 9;) {
      const pauseMs = retryPauseMs(triedForMs, 0);
      pausesS.push(pauseMs / SECOND_MS);
      triedForMs += pauseMs;
    }
    expect(pausesS).toEqual([5, 30, 120, 600, 1_800, 3_600, 10_800, 10_800, 10_800]);
  });

  it('waits a little longer than its neighbours, by at most a tenth', () => {
    const cases = fc.tuple(fc.nat({ max: PATIENCE_MS }), fc.nat());
    fc.assert(
      fc.property(cases, ([triedForMs, seed]) => {
        const [least, pause] = [retryPauseMs(triedForMs, 0), retryPauseMs(triedForMs, seed)];
        expect(pause).toBeGreaterThanOrEqual(least);
        expect(pause).toBeLessThanOrEqual(least * 1.1);
      }),
    );
  });

  it.each([
    ['arrived', 'pending', null, 0, 'delivered'],
    ['arrived although it was cancelled', 'cancelled', null, 0, 'delivered'],
    ['did not arrive', 'pending', 'status', 0, 'pending'],
    ['did not arrive for almost three days', 'pending', 'status', PATIENCE_MS - 1, 'pending'],
    ['did not arrive for three days', 'pending', 'status', PATIENCE_MS, 'failed'],
    ['was cancelled meanwhile', 'cancelled', 'timeout', 0, 'cancelled'],
    ['has arrived already', 'delivered', 'timeout', PATIENCE_MS, 'delivered'],
  ] as const)('that %s: %s → %s', (_what, state, problem, triedForMs, expected) => {
    const firstTriedAt = new Date(NOW.getTime() - triedForMs);
    expect(stateAfter({ state, firstTriedAt }, { problem }, NOW)).toBe(expected);
  });

  it('that has not begun is not given up', () => {
    expect(stateAfter({ state: 'pending', firstTriedAt: null }, FAILED, NOW)).toBe('pending');
  });

  it('ends at an endpoint after three days, and at once when it says that it is gone', () => {
    expect(isGivenUp(new Date(NOW.getTime() - PATIENCE_MS), NOW)).toBe(true);
    expect(isGivenUp(new Date(NOW.getTime() - PATIENCE_MS + 1), NOW)).toBe(false);
    expect([410, 404, 500, null].map((status) => isGone({ status }))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
