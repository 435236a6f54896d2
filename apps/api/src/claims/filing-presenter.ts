import { describeRepresentation } from '@app/claims';
import type { ClaimParts } from '@app/claims';
import type { Actor } from '@app/platform';
import { calendarOf } from '@app/programs';

/** Those who speak with the claimant, and so with whoever speaks for them. */
const WHO_CALLS: readonly Actor['role'][] = ['agent', 'reviewer', 'approver'];

/**
 * How a claim was filed: by whom for the claimant, who speaks for them, what they are. As the
 * claimant sees it; `viewer` sees more when they are of the staff.
 */
export function presentFiling(parts: ClaimParts, viewer: Actor | null): object {
  const { claim } = parts;
  const isStaff = viewer !== null && viewer.role !== 'claimant';
  const showsProxy = !isStaff || WHO_CALLS.includes(viewer.role);
  return {
    claimantKind: claim.claimantKind,
    representation: presentRepresentation(parts, isStaff),
    ...(showsProxy ? { proxy: presentProxy(parts) } : {}),
    ...(isStaff ? { incidentId: claim.incidentId } : {}),
  };
}

function presentRepresentation(
  { representation, pack }: ClaimParts,
  isStaff: boolean,
): object | null {
  if (representation === null) return null;
  const { basis, note, agentId, recordedAt } = representation;
  return {
    basis,
    text: describeRepresentation(basis, calendarOf(pack.calendar).dateOf(recordedAt)),
    filedAt: recordedAt.toISOString(),
    ...(isStaff ? { agentId, note } : {}),
  };
}

function presentProxy({ proxy }: ClaimParts): object | null {
  if (proxy === null) return null;
  const { name, email, phone, relation } = proxy;
  return { name, email, phone, relation };
}
