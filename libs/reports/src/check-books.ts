import { checkLog } from '@app/ledger';
import type { Reads } from '@app/platform';

import type { Violation } from './invariant';
import { INVARIANTS } from './invariants';

export interface BookCheck {
  readonly id: string;
  readonly rule: string;
  readonly violations: readonly Violation[];
}

const VIOLATIONS_MAX = 20;

/** Runs every invariant. All hold when no check has a violation; each names at most 20. */
export async function checkBooks(reads: Reads): Promise<BookCheck[]> {
  const log = await checkLog(reads);
  const checks: BookCheck[] = [];
  for (const { id, rule, violations } of INVARIANTS) {
    const found =
      typeof violations === 'string'
        ? await reads.query<Violation[]>(`${violations} LIMIT ${String(VIOLATIONS_MAX)}`)
        : log[violations.inLog];
    checks.push({ id, rule, violations: found.slice(0, VIOLATIONS_MAX) });
  }
  return checks;
}
