import type { ClaimEntity } from '@app/claims';

import type { MessageDirection, MessageTrust } from './message';

/**
 * `bring_back`: its owner sees the claim again. `hear`: its claimant is silent no more. `answer`:
 * what they wrote is answered.
 */
export type AfterMessage = 'bring_back' | 'hear' | 'answer';

/** As much of a message as something follows from. */
interface FollowedMessage {
  readonly direction: MessageDirection;
  readonly trust: MessageTrust;
  readonly authorRole: string;
}

/**
 * What follows from a message for the claim that it is on. One that comes in ends the snooze. From
 * somebody who is known it also ends the silence of the claimant, which may open the claim again;
 * a sender whom nobody knows opens nothing. Only what a person of ours writes is an answer.
 */
export function afterMessage(
  { direction, trust, authorRole }: FollowedMessage,
  claim: Pick<ClaimEntity, 'snoozedUntil' | 'nextStep' | 'answerOwedAt'>,
): AfterMessage[] {
  if (direction === 'out') {
    const isOwed = claim.answerOwedAt !== null || claim.nextStep === 'answer_message';
    return authorRole !== 'system' && isOwed ? ['answer'] : [];
  }
  return [
    ...(claim.snoozedUntil === null ? [] : ['bring_back' as const]),
    ...(trust === 'verified' ? ['hear' as const] : []),
  ];
}
