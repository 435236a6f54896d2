import type { ToldEvent } from '@app/claims';
import type { Bilingual } from '@app/kernel';

import type { CLAIM_NOTICES } from './claim-notices';
import type { DECISION_NOTICES } from './decision-notices';
import type { LATE_NOTICES } from './late-notices';
import { timeSaid } from './notice';
import type { NoticeValue } from './notice';

/** A timeline event that the claimant is to be told of. */
export interface UntoldEvent {
  readonly id: string;
  readonly kind: ToldEvent;
  readonly summary: Bilingual;
}

/** What is known of the claim when its events are told. */
export interface ToldClaim {
  readonly claimedMinor: bigint;
  readonly awardedMinor: bigint | null;
  /** The decision that is final; null while there is none. */
  readonly decisionId: string | null;
  /** The award for people; empty while there is none. */
  readonly award: string;
  readonly appeal: Bilingual;
}

/** The notices that timeline events give rise to. */
type ToldKey =
  keyof typeof CLAIM_NOTICES | keyof typeof DECISION_NOTICES | keyof typeof LATE_NOTICES;

export interface ToldNotice {
  readonly key: ToldKey;
  readonly values: Readonly<Record<'summary' | 'amount' | 'appeal' | 'decisionId', NoticeValue>>;
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
  'claim.approved': 'decision.approved',
  'claim.denied': 'decision.denied',
  'claim.confirmed': 'decision.confirmed',
  'payee.changed': 'payee.changed',
  'payout.opened': 'payout.sent',
  'payout.awaiting_funds': 'payout.waiting',
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
};

/** What need not be told by itself when the other, which says as much, is told with it. */
const SAID_BY: Readonly<Partial<Record<ToldEvent, ToldEvent>>> = {
  'claim.in_review': 'claim.filed',
  'payout.opened': 'payout.settled',
};

/**
 * The notices that events give rise to, in the order in which they happened. Two that happened in
 * one breath, of which the one says what the other says, are one notice.
 */
export function noticesOf(events: readonly UntoldEvent[], claim: ToldClaim): ToldNotice[] {
  const kinds = new Set(events.map(({ kind }) => kind));
  return events
    .filter(({ kind }) => {
      const said = SAID_BY[kind];
      return said === undefined || !kinds.has(said);
    })
    .map((event) => noticeOf(event, claim));
}

function noticeOf({ id, kind, summary }: UntoldEvent, claim: ToldClaim): ToldNotice {
  const key = kind === 'claim.approved' ? approvalOf(claim) : NOTICE_OF_EVENT[kind];
  // More than a notice mentions does no harm, and shows in the other language what it was about.
  const { award: amount, appeal, decisionId } = claim;
  const values = { summary, amount, appeal, decisionId: decisionId ?? '' };
  return { key, values, causedBy: id };
}

function approvalOf({ claimedMinor, awardedMinor }: ToldClaim): ToldKey {
  const isWhole = (awardedMinor ?? 0n) >= claimedMinor;
  return isWhole ? 'decision.approved' : 'decision.partial';
}

/** Whether and until when a decision can be appealed, in a sentence. */
export function appealSentence(
  next: { readonly dueAt: Date | null } | null,
  timeZone: string,
): Bilingual {
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
