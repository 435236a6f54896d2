/**
 * The kinds of timeline events that the claimant is written to about. Of a due time that has passed
 * the notice is one commit with the event, so that nobody acts on it before. The database keeps the
 * same list, so that no such event is forgotten (`claim_untold_events`).
 */
export const TOLD_EVENTS = [
  'claim.filed',
  'claim.in_review',
  'claim.evidence_needed',
  'evidence.complete',
  'information.complete',
  'evidence.quarantined',
  'clock.paused',
  'clock.resumed',
  'clock.extended',
  'claim.approved',
  'claim.denied',
  'claim.confirmed',
  'payee.changed',
  'payout.opened',
  'payout.awaiting_funds',
  'payout.awaiting_rail',
  'payout.awaiting_payee',
  'payout.reminded',
  'payout.returned',
  'payout.unclaimed',
  'payout.obstacle',
  'payout.settled',
  'appeal.lodged',
  'appeal.opened',
  'appeal.outside',
  'claim.reopened',
  'claim.withdrawn',
  'claim.merged_into',
  'claim.closed',
  'claim.closed_unanswered',
  'claim.not_reopened',
  'clock.breached',
  'due_time.passed',
  'information.reminded',
  'information.overdue',
  'award.taken_back',
  'clawback.raised',
  'clawback.objected',
  'clawback.upheld',
  'clawback.dismissed',
  'recovery.for_claimant',
  'goodwill.granted',
  'credit.arrived',
  'credit.obstacle',
  'credit.ending',
  'credit.kept',
  'credit.final',
  'credit.ended',
  'credit.owed',
] as const;

export type ToldEvent = (typeof TOLD_EVENTS)[number];

/** Whether the claimant is written to about events of a kind. */
export function isTold(kind: string): kind is ToldEvent {
  return (TOLD_EVENTS as readonly string[]).includes(kind);
}
