import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Role } from '@app/platform';

import { loosens } from './limits';
import type { LimitName, LimitValues } from './limits';

export const CHANGE_KINDS = [
  'limit.set',
  'user.add',
  'user.role',
  'user.person',
  'user.disable',
  'user.enable',
  'user.invite',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What is to be otherwise. Names of people stand in `NewUser`; here are ids and codes. */
export type ChangeContent =
  | { readonly kind: 'limit.set'; readonly name: LimitName; readonly value: number }
  | { readonly kind: 'user.add'; readonly userId: string; readonly role: Role }
  | { readonly kind: 'user.role'; readonly userId: string; readonly role: Role }
  | { readonly kind: 'user.person'; readonly userId: string; readonly personId: string }
  | { readonly kind: 'user.disable' | 'user.enable' | 'user.invite'; readonly userId: string };

/** Who a new account is for. Apart from the content, because it names a person. */
export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly partyId: string | null;
  /** The person who has accounts already; null for somebody new. */
  readonly personId: string | null;
}

/** How long what watches less closely waits after its approval, so that others can return it. */
export const WEAKENING_DELAY_HOURS = 24;

/**
 * Approvals besides the proposer's word: none for what only takes rights away, which is to shut
 * somebody out, and to stop the machine from approving.
 */
export function approvalsRequired(content: ChangeContent): 0 | 1 {
  if (content.kind === 'user.disable') return 0;
  const { kind } = content;
  return kind === 'limit.set' && content.name === 'automaticApprovals' && content.value === 0
    ? 0
    : 1;
}

/**
 * Whether a change lets somebody do more, or has somebody look less closely, by what the limits
 * are now. A new account and a new password let in whoever holds the invitation; two accounts that
 * are not one person any more may approve what the other one decided.
 */
export function weakens(content: ChangeContent, current: LimitValues): boolean {
  if (content.kind === 'user.disable') return false;
  if (content.kind !== 'limit.set') return true;
  return loosens(content.name, current[content.name], content.value);
}

/** From when an approved change holds. */
export function effectiveAt(approvedAt: Date, isWeaker: boolean): Date {
  const delayMs = isWeaker ? WEAKENING_DELAY_HOURS * 3_600_000 : 0;
  return new Date(approvedAt.getTime() + delayMs);
}

/**
 * By which account one finds the person whose rights a change is about; null for a limit, and for
 * somebody who has no account yet. A further account is the person's whose it is to be.
 */
export function subjectOf(content: ChangeContent, newUser: NewUser | null): string | null {
  if (content.kind === 'limit.set') return null;
  return content.kind === 'user.add' ? (newUser?.personId ?? null) : content.userId;
}

/** What a verdict is bound to: SHA-256 over all that was proposed, in canonical form (RFC 8785). */
export function changeDigest(content: ChangeContent, newUser: NewUser | null): string {
  return createHash('sha256').update(canonicalize({ content, newUser })).digest('hex');
}
