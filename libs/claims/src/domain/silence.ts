import { DomainError } from '@app/kernel';

import type { ClaimStatus } from './claim-lifecycle';
import { REMINDERS } from './reminders';

/** As much of a line of the timeline as silence is told from. */
export interface HeardEvent {
  readonly kind: string;
  readonly at: Date;
  readonly actorRole: string;
}

/** How long a claimant has been silent, and how often they were reminded of it. */
export interface Silence {
  /** When they were asked, or heard of last, whichever is later. */
  readonly since: Date;
  readonly remindedAt: readonly Date[];
}

/** What begins a silence, or ends it, besides whatever claimants do themselves. */
const HEARD = [
  'claim.filed',
  'claim.evidence_needed',
  'evidence.added',
  'information.answered',
  'message.received',
];

const CLOSINGS = ['claim.closed', 'claim.closed_unanswered', 'claim.merged_into'];

/** The silence of a claimant by the timeline of their claim, oldest line first. */
export function silenceOf(timeline: readonly HeardEvent[]): Silence {
  const heard = timeline.findLastIndex(
    ({ kind, actorRole }) => HEARD.includes(kind) || actorRole === 'claimant',
  );
  const remindedAt = timeline
    .slice(heard + 1)
    .filter(({ kind }) => kind === 'information.reminded')
    .map(({ at }) => at);
  return { since: timeline[heard]?.at ?? new Date(0), remindedAt };
}

/** Whether a claim stands closed because its claimant did not answer. */
export function wasClosedUnanswered(
  status: ClaimStatus,
  timeline: readonly Pick<HeardEvent, 'kind'>[],
): boolean {
  const closing = timeline.findLast(({ kind }) => CLOSINGS.includes(kind));
  return status === 'closed' && closing?.kind === 'claim.closed_unanswered';
}

/**
 * Refuses to close a claim for want of an answer before its claimant was reminded often enough
 * (`claim.not_reminded`), while they still have time (`claim.answer_awaited`), and when it was
 * decided before: what is disputed is answered with reasons (`claim.to_be_decided`).
 */
export function requireUnanswered(
  claim: {
    readonly decisionId: string | null;
    readonly nextBy: string | null;
    readonly nextDueAt: Date | null;
  },
  { remindedAt }: Silence,
): void {
  if (claim.decisionId !== null) {
    throw new DomainError('conflict', 'claim.to_be_decided', {
      en: 'This claim was decided before and is open again: nobody closes it for want of an answer. Decide on what there is.',
      'zh-CN': '该索赔此前已有决定并已重新处理，不能因未答复而结案，请据现有材料作出决定。',
    });
  }
  if (remindedAt.length < REMINDERS) throw notReminded(remindedAt);
  if (claim.nextBy !== 'claimant') return;
  const dueAt = claim.nextDueAt?.toISOString() ?? null;
  throw new DomainError(
    'conflict',
    'claim.answer_awaited',
    {
      en: `The claimant has time to answer until ${String(dueAt)}. Until then you can decide on what there is, but not close the claim.`,
      'zh-CN': `索赔人可在 ${String(dueAt)} 前答复。在此之前您可据现有材料作出决定，但不能结案。`,
    },
    { dueAt },
  );
}

function notReminded(remindedAt: readonly Date[]): DomainError {
  const wanted = String(REMINDERS);
  const sent = String(remindedAt.length);
  return new DomainError(
    'conflict',
    'claim.not_reminded',
    {
      en: `Nobody's claim is closed for want of an answer before they were reminded ${wanted} times. Since we heard of the claimant last, ${sent} went out; the next one goes out by itself. Until then you can decide on what there is.`,
      'zh-CN': `因未答复而结案之前，须已提醒索赔人 ${wanted} 次。自上次收到索赔人消息以来已提醒 ${sent} 次，系统会自动发送下一次提醒。在此之前您可据现有材料作出决定。`,
    },
    { remindedAt: remindedAt.map((at) => at.toISOString()), remindersNeeded: REMINDERS },
  );
}
