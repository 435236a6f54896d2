import { isAllowed } from '@app/platform';
import type { Actor } from '@app/platform';

/** Whether somebody may know a claimant's circumstances: those who decide, and nobody else. */
export function knowsCircumstances({ role }: Actor): boolean {
  return role !== 'system' && isAllowed(role, 'circumstances:read');
}
