import { defineJob } from '../define-job';
import type { JobsPlace } from './job-canary.entity';

/**
 * Does nothing but write down that it was done. Nobody sweeps for it: the next one comes soon, and
 * one that was lost is what it is there to tell of.
 */
export const canaryJob = defineJob<{ place: JobsPlace }>({
  queue: 'canary',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 1,
  timeoutMs: 20_000,
  workIdOf: ({ place }) => place,
  findDue: () => Promise.resolve([]),
});
