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
  'top_up.set',
  'rail.top_up',
  'contribution.bill',
  'contribution.unbill',
  'estimate.raise',
  'estimate.release',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** An amount as it was written: this lib reckons with none. */
export interface WrittenMoney {
  readonly currency: string;
  readonly amountMinor: string;
}

/**
 * What libs above this one carry out once two people stand behind it (`ChangeEffects`): by which
 * rule a rail is filled up, what goes to one by hand, what merchants were billed, or not after all,
 * and what unreported losses are estimated at.
 * Months are written `2026-11`; amounts of a rule are minor units of its currency.
 */
export type FundChange =
  | {
      readonly kind: 'top_up.set';
      readonly rail: string;
      readonly currency: string;
      /** Under this much the rail is filled up to the target; both are 0 for no rule any more. */
      readonly lowMinor: number;
      readonly targetMinor: number;
    }
  | {
      readonly kind: 'rail.top_up';
      readonly rail: string;
      readonly money: WrittenMoney;
      /** Whose cash goes to the rail. */
      readonly source: 'fund' | 'operating_cash';
    }
  | {
      readonly kind: 'contribution.bill';
      /** Whose contributions: a code of the house, and no name of a person. */
      readonly payer: string;
      readonly money: WrittenMoney;
      /** In equal parts over so many months, from this one on. */
      readonly fromMonth: string;
      readonly months: number;
    }
  | {
      readonly kind: 'contribution.unbill';
      /** The change by which it was billed. */
      readonly billedBy: string;
    }
  | {
      readonly kind: 'estimate.raise' | 'estimate.release';
      readonly money: WrittenMoney;
      /** In which the losses happened that nobody has reported yet. */
      readonly lossMonth: string;
    };

/** What is to be otherwise. Names of people stand in `NewUser`; here are ids and codes. */
export type ChangeContent =
  | {
      readonly kind: 'limit.set';
      readonly name: LimitName;
      readonly value: number;
      /** Of a limit that is set for each currency by itself. */
      readonly currency?: string;
    }
  | { readonly kind: 'user.add'; readonly userId: string; readonly role: Role }
  | { readonly kind: 'user.role'; readonly userId: string; readonly role: Role }
  | { readonly kind: 'user.person'; readonly userId: string; readonly personId: string }
  | { readonly kind: 'user.disable' | 'user.enable' | 'user.invite'; readonly userId: string }
  | FundChange;

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
 * are now, in its currency. A new account and a new password let in whoever holds the invitation;
 * two accounts that are not one person any more may approve what the other one decided; a lower
 * estimate makes the fund look better covered than before; of a bill that is withdrawn nobody looks
 * for the money.
 */
export function weakens(content: ChangeContent, current: LimitValues): boolean {
  switch (content.kind) {
    case 'limit.set':
      return loosens(content.name, current[content.name], content.value);
    case 'top_up.set':
      // A machine that moves less money on its own does no harm.
      return content.targetMinor > 0;
    case 'user.disable':
    case 'rail.top_up':
    case 'contribution.bill':
    case 'estimate.raise':
      return false;
    case 'contribution.unbill':
    case 'estimate.release':
    case 'user.add':
    case 'user.enable':
    case 'user.invite':
    case 'user.person':
    case 'user.role':
      return true;
  }
}

/** The currency whose limits a change is judged by; null where it is about none. */
export function currencyOf(content: ChangeContent): string | null {
  return content.kind === 'limit.set' ? (content.currency ?? null) : null;
}

/** From when an approved change holds. */
export function effectiveAt(approvedAt: Date, isWeaker: boolean): Date {
  const delayMs = isWeaker ? WEAKENING_DELAY_HOURS * 3_600_000 : 0;
  return new Date(approvedAt.getTime() + delayMs);
}

/**
 * By which account one finds the person whose rights a change is about; null for a limit, for
 * money, and for somebody who has no account yet. A further account is the person's whose it is to
 * be.
 */
export function subjectOf(content: ChangeContent, newUser: NewUser | null): string | null {
  if (content.kind === 'user.add') return newUser?.personId ?? null;
  return 'userId' in content ? content.userId : null;
}

/** Whether a lib above this one carries the change out. */
export function isFundChange(content: ChangeContent): content is FundChange {
  return content.kind !== 'limit.set' && content.kind !== 'user.add' && !('userId' in content);
}

/** What a verdict is bound to: SHA-256 over all that was proposed, in canonical form (RFC 8785). */
export function changeDigest(content: ChangeContent, newUser: NewUser | null): string {
  return createHash('sha256').update(canonicalize({ content, newUser })).digest('hex');
}
