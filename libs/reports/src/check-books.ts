import type { Reads } from '@app/platform';

import { INVARIANTS } from './invariants';

export interface Violation {
  readonly what: string;
  readonly detail: string;
}

export interface BookCheck {
  readonly id: string;
  readonly rule: string;
  readonly violations: readonly Violation[];
}

/** Runs every invariant. All hold when no check has a violation; each names at most 20. */
export async function checkBooks(reads: Reads): Promise<BookCheck[]> {
  const checks: BookCheck[] = [];
  for (const { id, rule, violations } of INVARIANTS) {
    checks.push({ id, rule, violations: await reads.query<Violation[]>(`${violations} LIMIT 20`) });
  }
  return checks;
}
