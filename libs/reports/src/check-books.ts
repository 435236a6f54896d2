import type { Reads } from '@app/platform';

import { INVARIANTS } from './invariants';
import type { Invariant, Violation } from './invariants';

export interface BookCheck {
  readonly id: string;
  readonly rule: string;
  readonly violations: readonly Violation[];
}

/** Runs every invariant. All hold when no check has a violation; each names at most 20. */
export async function checkBooks(reads: Reads): Promise<BookCheck[]> {
  const checks: BookCheck[] = [];
  for (const { id, rule, violations } of INVARIANTS) {
    checks.push({ id, rule, violations: await look(reads, violations) });
  }
  return checks;
}

const VIOLATIONS_MAX = 20;

async function look(
  reads: Reads,
  violations: Invariant['violations'],
): Promise<readonly Violation[]> {
  return typeof violations === 'string'
    ? reads.query<Violation[]>(`${violations} LIMIT ${String(VIOLATIONS_MAX)}`)
    : (await violations(reads)).slice(0, VIOLATIONS_MAX);
}
