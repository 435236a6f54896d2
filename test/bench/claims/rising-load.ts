import { setTimeout as sleep } from 'node:timers/promises';

import type { Times } from './claim-story';

/** What one step of the load gave. Times in milliseconds. */
export interface Step {
  readonly wantedPerS: number;
  /** Claims that went all the way, per second of the step and of what it took to end it. */
  readonly donePerS: number;
  readonly errors: number;
  readonly firstError: string | null;
  readonly times: Readonly<Record<keyof Times, Percentiles>>;
}

export interface Percentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const PARTS: readonly (keyof Times)[] = ['file', 'assess', 'decide', 'approve', 'whole'];

/**
 * Begins so many claims a second for so long, whether or not those before are done: people do not
 * wait with their losses until we have time.
 */
export async function runStep(
  wantedPerS: number,
  durationS: number,
  play: () => Promise<Times>,
): Promise<Step> {
  const done: Times[] = [];
  const errors: string[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  const count = wantedPerS * durationS;
  for (let begun = 0; begun < count; begun += 1) {
    const waitMs = startedAt + (begun * 1_000) / wantedPerS - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    running.push(
      play().then(
        (times) => void done.push(times),
        (error: unknown) => void errors.push(error instanceof Error ? error.message : 'unknown'),
      ),
    );
  }
  await Promise.all(running);
  const elapsedS = (performance.now() - startedAt) / 1_000;
  return {
    wantedPerS,
    donePerS: done.length / elapsedS,
    errors: errors.length,
    firstError: errors[0] ?? null,
    times: Object.fromEntries(
      PARTS.map((part) => [part, percentilesOf(done.map((times) => times[part]))]),
    ) as Step['times'],
  };
}

export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
