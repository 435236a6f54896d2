import type { ClaimStatus, NextStepCode, ToldEvent } from '@app/claims';
import type { Bilingual } from '@app/kernel';

import type { CLAIM_NOTICES } from './claim-notices';
import type { CREDIT_NOTICES } from './credit-notices';
import type { DECISION_NOTICES } from './decision-notices';
import type { GOODWILL_NOTICES } from './goodwill-notices';
import type { LATE_NOTICES } from './late-notices';
import { timeSaid } from './notice';
import type { NoticeValue } from './notice';
import type { RECOVERY_NOTICES } from './recovery-notices';

/** A timeline event that the claimant is to be told of. */
export interface UntoldEvent {
  readonly id: string;
  readonly kind: ToldEvent;
  readonly summary: Bilingual;
}

/** What is known of the claim when its events are told. */
export interface ToldClaim {
  readonly status: ClaimStatus;
  readonly nextStep: NextStepCode | null;
  /** The reference of the claim that it goes on in; empty when it is no duplicate. */
  readonly goesOnIn: string;
  readonly claimedMinor: bigint;
  readonly awardedMinor: bigint | null;
  /** The decision that is final; null while there is none. */
  readonly decisionId: string | null;
  /** The award for people; empty while there is none. */
  readonly award: Bilingual;
  readonly appeal: Bilingual;
}

/** The notices that timeline events give rise to. */
type ToldKey =
  | keyof typeof CLAIM_NOTICES
  | keyof typeof DECISION_NOTICES
  | keyof typeof LATE_NOTICES
  | keyof typeof RECOVERY_NOTICES
  | keyof typeof GOODWILL_NOTICES
  | keyof typeof CREDIT_NOTICES;

export interface ToldNotice {
  readonly key: ToldKey;
  readonly values: Readonly<
    Record<'summary' | 'amount' | 'appeal' | 'decisionId' | 'goesOnIn', NoticeValue>
  >;
  readonly causedBy: string;
}

/** Which notice a kind of event is told by. */
export const NOTICE_OF_EVENT: Readonly<Record<ToldEvent, ToldKey>> = {
  'claim.filed': 'claim.received',
  'claim.in_review': 'claim.in_review',
  'claim.evidence_needed': 'info.requested',
  'evidence.complete': 'info.received',
  'information.complete': 'info.received',
  'evidence.quarantined': 'evidence.quarantined',
  'clock.paused': 'clock.paused',
  'clock.resumed': 'clock.resumed',
  'clock.extended': 'clock.extended',
  'claim.approved': 'decision.approved',
  'claim.denied': 'decision.denied',
  'claim.confirmed': 'decision.confirmed',
  'payee.changed': 'payee.changed',
  'payout.opened': 'payout.sent',
  'payout.awaiting_funds': 'payout.waiting',
  'payout.awaiting_rail': 'payout.waiting',
  'payout.awaiting_payee': 'payout.to_confirm',
  'payout.reminded': 'payout.reminder',
  'payout.returned': 'payout.returned',
  'payout.unclaimed': 'payout.reminder',
  'payout.obstacle': 'payout.failed',
  'payout.settled': 'payout.paid',
  'appeal.lodged': 'appeal.lodged',
  'appeal.opened': 'claim.reopened',
  'appeal.outside': 'appeal.outside',
  'claim.reopened': 'claim.reopened',
  'claim.withdrawn': 'claim.withdrawn',
  'claim.merged_into': 'claim.merged',
  'claim.closed': 'claim.closed',
  'claim.closed_unanswered': 'claim.closed_unanswered',
  'claim.not_reopened': 'claim.not_reopened',
  'clock.breached': 'sla.late',
  'due_time.passed': 'sla.late',
  'information.reminded': 'info.reminder',
  'information.overdue': 'info.overdue',
  'award.taken_back': 'award.taken_back',
  'clawback.raised': 'clawback.raised',
  'clawback.objected': 'clawback.objected',
  'clawback.upheld': 'clawback.upheld',
  'clawback.dismissed': 'clawback.dismissed',
  'recovery.for_claimant': 'recovery.for_you',
  'goodwill.granted': 'goodwill.granted',
  'credit.arrived': 'credit.paid_ahead',
  'credit.obstacle': 'credit.failed',
  'credit.ending': 'credit.goes_back',
  'credit.kept': 'credit.stays',
  'credit.final': 'credit.yours',
  'credit.ended': 'credit.gone_back',
  'credit.owed': 'credit.to_repay',
};

/** What need not be told by itself when the other, which says as much, is told with it. */
const SAID_BY: Readonly<Partial<Record<ToldEvent, ToldEvent>>> = {
  'claim.in_review': 'claim.filed',
  'payout.opened': 'payout.settled',
};

/**
 * What is told only as long as the claim stands so: nobody is asked for what is not waited for any
 * more, or told that somebody looks at what was merged or withdrawn meanwhile.
 */
const TOLD_WHILE: Readonly<Partial<Record<ToldEvent, readonly ClaimStatus[]>>> = {
  'claim.in_review': ['in_review', 'awaiting_approval'],
  'claim.evidence_needed': ['awaiting_claimant'],
  'information.reminded': ['awaiting_claimant'],
  'information.overdue': ['awaiting_claimant'],
  'payout.awaiting_payee': ['paying', 'approved'],
  'payout.reminded': ['paying', 'approved'],
  'payout.unclaimed': ['approved'],
};

/** The steps that follow when it was the claimant's time that has passed. */
const CLAIMANT_LATE: readonly (NextStepCode | null)[] = ['deny_by_default', 'close_by_default'];

/**
 * The notices that events give rise to, in the order in which they happened. Two that happened in
 * one breath, of which the one says what the other says, are one notice; what is not so any more is
 * none.
 */
export function noticesOf(events: readonly UntoldEvent[], claim: ToldClaim): ToldNotice[] {
  const kinds = new Set(events.map(({ kind }) => kind));
  return events
    .filter(({ kind }) => {
      const said = SAID_BY[kind];
      const isSaid = said !== undefined && kinds.has(said);
      return !isSaid && TOLD_WHILE[kind]?.includes(claim.status) !== false;
    })
    .map((event) => noticeOf(event, claim));
}

function noticeOf({ id, kind, summary }: UntoldEvent, claim: ToldClaim): ToldNotice {
  // More than a notice mentions does no harm, and shows in the other language what it was about.
  const { award: amount, appeal, decisionId, goesOnIn } = claim;
  const values = { summary, amount, appeal, decisionId: decisionId ?? '', goesOnIn };
  return { key: keyOf(kind, claim), values, causedBy: id };
}

function keyOf(kind: ToldEvent, claim: ToldClaim): ToldKey {
  if (kind === 'claim.approved') return approvalOf(claim);
  const isClaimantLate = kind === 'clock.breached' && CLAIMANT_LATE.includes(claim.nextStep);
  return isClaimantLate ? 'info.overdue' : NOTICE_OF_EVENT[kind];
}

function approvalOf({ claimedMinor, awardedMinor }: ToldClaim): ToldKey {
  const isWhole = (awardedMinor ?? 0n) >= claimedMinor;
  return isWhole ? 'decision.approved' : 'decision.partial';
}

/** As much of the next appeal as its sentence needs. */
interface NextAppeal {
  readonly step: { readonly by: string };
  readonly dueAt: Date | null;
}

/** Whether, until when and to whom a decision can be appealed. */
export function appealSentence(next: NextAppeal | null, timeZone: string): Bilingual {
  const sentence = appealTime(next, timeZone);
  if (next?.step.by !== 'another_reviewer') return sentence;
  return {
    en: `${sentence.en} Another reviewer who had no part in the decision looks at it anew then.`,
    'zh-CN': `${sentence['zh-CN']}届时将由未参与原决定的另一位审核员重新审核。`,
  };
}

function appealTime(next: NextAppeal | null, timeZone: string): Bilingual {
  if (next === null) {
    return {
      en: 'There is no further appeal with us; if something is unclear, just reply.',
      'zh-CN': '在我方已无进一步申诉途径，如有疑问可直接回复。',
    };
  }
  const { dueAt } = next;
  if (dueAt === null) {
    return {
      en: 'If you disagree you can appeal; there is no time limit.',
      'zh-CN': '如不同意，您可申诉，不限时间。',
    };
  }
  return {
    en: `If you disagree you can appeal by ${timeSaid(dueAt, 'en', timeZone)}.`,
    'zh-CN': `如不同意，您可在 ${timeSaid(dueAt, 'zh-CN', timeZone)} 前申诉。`,
  };
}
