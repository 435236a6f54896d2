import { DomainError } from '@app/kernel';

import { mayStillAppear, stillAppears } from './appearance';
import type { AppearingPayout } from './appearance';
import { needsPeople } from './payout-step';
import { isNotTaken } from './payout-lifecycle';
import type { PayoutState } from './payout-lifecycle';
import type { PeopleAnswer } from './people-answer';

/** What people may say of a payout that no machine may decide about. */
export const RESOLUTION_OUTCOMES = [
  'settled',
  'failed',
  'resend_same_key',
  'paid_to_state',
  'released',
] as const;
export type ResolutionOutcome = (typeof RESOLUTION_OUTCOMES)[number];

/** On what they stand: a line of a statement, the rail's own site, or a letter of a bank. */
export const EVIDENCE_KINDS = ['statement_line', 'rail_portal', 'bank_letter'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A payout as far as people may resolve it. */
export interface ResolvablePayout extends PayoutState, AppearingPayout {
  readonly keyExpiresAt: Date | null;
  readonly railTransferId: string | null;
  readonly returnedAt: Date | null;
  readonly heldMinor: bigint;
}

/** What somebody says became of it. */
export interface SaidOutcome {
  readonly outcome: ResolutionOutcome;
  readonly transferId: string | null;
  readonly settledAt: Date | null;
}

/** What somebody says, and on what that stands. */
export interface EvidencedWord extends SaidOutcome {
  readonly evidenceKind: EvidenceKind;
}

/** By when, and after which terms that two people have set, it is judged. */
export interface ResolutionTerms {
  readonly now: Date;
  /** For so long money that came back is held. */
  readonly unclaimedDays: number;
  /** For so long a rail may say that it is on its way. */
  readonly pendingDays: number;
}

/** The terms that hold, of all limits of the installation. */
export function resolutionTerms(
  limits: { readonly unclaimedPayoutDays: number; readonly pendingPayoutDays: number },
  now: Date,
): ResolutionTerms {
  const { unclaimedPayoutDays: unclaimedDays, pendingPayoutDays: pendingDays } = limits;
  return { now, unclaimedDays, pendingDays };
}

const DAY_MS = 86_400_000;

/** When half of the life of the key is over; null for a payout that was never sent. */
function halfLifeAt({ firstSentAt, keyExpiresAt }: ResolvablePayout): Date | null {
  if (firstSentAt === null || keyExpiresAt === null) return null;
  return new Date((firstSentAt.getTime() + keyExpiresAt.getTime()) / 2);
}

/** Whether its rail has said for longer than it may that a payout is on its way. */
export function isPendingTooLong(
  { status, firstSentAt }: Pick<PayoutState, 'status' | 'firstSentAt'>,
  { now, pendingDays }: Pick<ResolutionTerms, 'now' | 'pendingDays'>,
): boolean {
  if (status !== 'pending' || firstSentAt === null) return false;
  return firstSentAt.getTime() + pendingDays * DAY_MS <= now.getTime();
}

/**
 * Whether a payout waits for people: it is quarantined, contradicted or given up, it is unknown
 * still when half of the life of its key is over, or pending for longer than a rail may take.
 */
export function isResolvable(
  payout: ResolvablePayout,
  terms: Pick<ResolutionTerms, 'now' | 'pendingDays'>,
): boolean {
  const { now } = terms;
  if (needsPeople(payout) || isPendingTooLong(payout, terms)) return true;
  const half = halfLifeAt(payout);
  return payout.status === 'unknown' && half !== null && half <= now;
}

/** Whether a payout has settled at a rail that cannot say any more that it came back. */
function isForgotten({ status, keyExpiresAt }: ResolvablePayout, now: Date): boolean {
  return status === 'settled' && keyExpiresAt !== null && keyExpiresAt <= now;
}

/**
 * Refuses what people may not say of a payout as it stands: `payout.not_resolvable`,
 * `payout.not_resendable` (a human retry obeys the rule of the machine), `payout.not_unclaimed`, a
 * settlement without its time or number (`payout.settlement_unproven`), that it was not paid or not
 * taken while it may still appear (`payout.may_still_appear`), and that it came back after its rail
 * forgot it without a line that says so (`payout.return_unstated`).
 */
export function requireResolution(
  payout: ResolvablePayout,
  said: EvidencedWord,
  given: ResolutionTerms,
): void {
  const { outcome } = said;
  if (outcome === 'paid_to_state' || outcome === 'released') {
    requireUnclaimed(payout, given);
    return;
  }
  if (outcome === 'resend_same_key') {
    requireResendable(payout, given.now);
    return;
  }
  if (!isResolvable(payout, given)) requireStatedReturn(payout, said, given.now);
  if (outcome === 'settled') requireProven(payout, said, given.now);
  else if (mayStillAppear(payout, given.now)) throw stillAppears(payout);
}

/** A rail says itself that money came back; once it has forgotten the payout a statement does. */
function requireStatedReturn(payout: ResolvablePayout, said: EvidencedWord, now: Date): void {
  if (said.outcome !== 'failed' || !isForgotten(payout, now)) throw notResolvable(payout);
  if (said.evidenceKind === 'statement_line') return;
  throw new DomainError(
    'unprocessable',
    'payout.return_unstated',
    {
      en: 'This payout has settled, and its rail has forgotten it by now. That it came back is said with the line of a statement by which the money came in (statement_line).',
      'zh-CN':
        '该付款已结算，通道已不再保留其记录。须以对账单中的入账明细（statement_line）证明退回。',
    },
    { field: 'evidence.kind' },
  );
}

function requireResendable(payout: ResolvablePayout, now: Date): void {
  const half = halfLifeAt(payout);
  if (
    payout.status === 'unknown' &&
    isNotTaken(payout.statusReason) &&
    half !== null &&
    now < half
  ) {
    // What a rail has not found yet may be on its way to it; what it refused to take is not.
    if (payout.statusReason === 'not_found' && mayStillAppear(payout, now)) {
      throw stillAppears(payout);
    }
    return;
  }
  throw new DomainError(
    'conflict',
    'payout.not_resendable',
    {
      en: 'This payout cannot be sent again: only one of which the rail says that it has not taken it, and only in the first half of the life of its key. Look it up at the rail or in its statement, and say whether it was paid.',
      'zh-CN':
        '该付款不能重发：仅当通道明确未受理且处于幂等键有效期的前半段时才可重发。请在通道后台或对账单中核实是否已付。',
    },
    { status: payout.status, reason: payout.statusReason, until: half?.toISOString() ?? null },
  );
}

function requireUnclaimed(
  { status, heldMinor, returnedAt }: ResolvablePayout,
  { now, unclaimedDays }: ResolutionTerms,
): void {
  const endsAt =
    returnedAt === null ? null : new Date(returnedAt.getTime() + unclaimedDays * DAY_MS);
  if (status === 'returned' && heldMinor > 0n && endsAt !== null && endsAt <= now) return;
  throw new DomainError(
    'conflict',
    'payout.not_unclaimed',
    {
      en: 'Only money that came back and that nobody has collected until the limitation is over is given up. Until then it is held for the claimant.',
      'zh-CN': '仅退回且在时效期满前无人领取的款项方可了结，在此之前须为索赔人保留。',
    },
    { status, endsAt: endsAt?.toISOString() ?? null },
  );
}

function requireProven(payout: ResolvablePayout, said: SaidOutcome, now: Date): void {
  const { settledAt } = said;
  const transferId = said.transferId ?? payout.railTransferId;
  const { firstSentAt } = payout;
  // Statements know days, so that a settlement may seem to come a day before its order.
  const earliest = firstSentAt === null ? now.getTime() : firstSentAt.getTime() - DAY_MS;
  const isLikely = settledAt !== null && settledAt <= now && settledAt.getTime() >= earliest;
  if (isLikely && transferId !== null) return;
  throw new DomainError(
    'unprocessable',
    'payout.settlement_unproven',
    {
      en: 'Say when it was paid (settledAt, between the order and now) and under which number of the rail or bank (transferId), as the evidence has it.',
      'zh-CN':
        '请按凭证填写付款时间 settledAt（介于发起与现在之间）及通道或银行流水号 transferId。',
    },
    { field: isLikely ? 'transferId' : 'settledAt' },
  );
}

function notResolvable({ status, statusReason }: ResolvablePayout): DomainError {
  return new DomainError(
    'conflict',
    'payout.not_resolvable',
    {
      en: 'This payout does not wait for people: the rail is being asked, or has answered. Load it again.',
      'zh-CN': '该付款无需人工核定：系统正在查询通道或已有结果，请重新加载。',
    },
    { status, reason: statusReason },
  );
}

/** What two people say, as the transition function takes it. */
export function peopleAnswerOf({ outcome, transferId, settledAt }: SaidOutcome): PeopleAnswer {
  switch (outcome) {
    case 'settled':
      if (settledAt === null) throw new Error('A settlement without its time.');
      return { found: 'paid', transferId, settledAt };
    case 'failed':
      return { found: 'not_paid' };
    case 'resend_same_key':
      return { found: 'to_be_sent_again' };
    case 'paid_to_state':
    case 'released':
      return { found: outcome };
  }
}

/** How a proposal stands: open, decided by another person, or overtaken by what the rail said. */
export type ResolutionState = 'open' | 'approved' | 'returned' | 'void';

/** A proposal as far as it is still about what it was made for. */
export interface StatedResolution {
  readonly number: number;
  readonly payoutStatus: string;
  readonly proposedAt: Date;
  readonly outcome: ResolutionOutcome;
  readonly evidenceKind: EvidenceKind;
}

export function resolutionState(
  resolution: StatedResolution,
  approval: { readonly verdict: 'approve' | 'return' } | null,
  payout: ResolvablePayout,
): ResolutionState {
  if (approval !== null) return approval.verdict === 'approve' ? 'approved' : 'returned';
  if (payout.status !== resolution.payoutStatus) return 'void';
  const isOpen = payout.status === 'unknown' || payout.status === 'pending';
  const isWaiting = isOpen || payout.heldMinor > 0n || needsPeople(payout);
  return isWaiting || isStatedReturn(resolution, payout) ? 'open' : 'void';
}

/** Whether it says that money came back after its rail had forgotten it. */
function isStatedReturn(
  { outcome, evidenceKind, proposedAt }: StatedResolution,
  payout: ResolvablePayout,
): boolean {
  const isStated = outcome === 'failed' && evidenceKind === 'statement_line';
  return isStated && isForgotten(payout, proposedAt);
}
