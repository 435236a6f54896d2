import { jobsStanding } from './canary-standing';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 27, 8) + seconds * 1_000);

describe('jobs', () => {
  it.each([
    ['before anybody began, since somebody looks', null, 10, 'ok 10'],
    ['that nobody enqueues', null, 181, 'late 181'],
    ['of which the first waits', { begunAt: at(0), doneAt: null }, 180, 'ok 180'],
    ['of which none was ever done', { begunAt: at(0), doneAt: null }, 181, 'late 181'],
    ['of which one was just done', { begunAt: at(0), doneAt: at(900) }, 900, 'ok 0'],
    ['of which one was done long ago', { begunAt: at(0), doneAt: at(900) }, 1_200, 'late 300'],
    ['that were done by a clock ahead', { begunAt: at(0), doneAt: at(900) }, 10, 'ok 0'],
  ])('%s stand as they should', (_which, canary, now, standing) => {
    const { status, canaryAgeSeconds } = jobsStanding(canary, at(0), at(now));
    expect(`${status} ${String(canaryAgeSeconds)}`).toBe(standing);
  });
});
