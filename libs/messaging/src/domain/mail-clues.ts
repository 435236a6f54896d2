import { readOurIds } from './message-ids';
import { readReplyAddress } from './reply-address';
import type { ReplyAddressing } from './reply-address';

/** Something by which a mail may say which claim it belongs to. */
export type MailClue =
  /** It came to the signed address of a claim. */
  | { readonly by: 'address'; readonly claimId: string }
  /** It names a mail of ours, or the thread of a claim. */
  | { readonly by: 'thread'; readonly id: string }
  /** Its subject holds what looks like a claim's reference, which proves nothing. */
  | { readonly by: 'reference'; readonly text: string };

const SUBJECT_REFERENCE = /CLM[\s\p{Pd}]?[0-9A-Z]{4}[\s\p{Pd}]?[0-9A-Z]{4}/gu;
const CLUES_MAX = 10;

/** Where a mail may belong, the surest first. */
export function mailClues(
  mail: { readonly recipient: string; readonly threadIds: string; readonly subject: string },
  addressing: ReplyAddressing,
): MailClue[] {
  const claimId = readReplyAddress(mail.recipient, addressing);
  const thread = [...new Set(readOurIds(mail.threadIds, addressing.mailDomain))];
  const named = mail.subject.normalize('NFKC').toUpperCase().match(SUBJECT_REFERENCE) ?? [];
  const clues: MailClue[] = [
    ...(claimId === null ? [] : [{ by: 'address' as const, claimId }]),
    ...thread.map((id) => ({ by: 'thread' as const, id })),
    ...named.map((text) => ({ by: 'reference' as const, text })),
  ];
  return clues.slice(0, CLUES_MAX);
}

/** By which clue the claim was found, and whether an address that stands on it is in `From`. */
export interface SenderSigns {
  readonly by: MailClue['by'];
  readonly isKnownSender: boolean;
}

/**
 * Whether what a mail says counts as the claimant's word. `From` can be forged by anybody, so that
 * the claimant's secret has to come with it: the signed address. References and names of mails are
 * told to institutions too, and a subject to everybody who has seen it.
 */
export function trustOf({ by, isKnownSender }: SenderSigns): 'verified' | 'unverified' {
  return isKnownSender && by === 'address' ? 'verified' : 'unverified';
}

/** A reference in the subject leads to a claim only from an address that stands on it. */
export function leadsToClaim({ by, isKnownSender }: SenderSigns): boolean {
  return by !== 'reference' || isKnownSender;
}
