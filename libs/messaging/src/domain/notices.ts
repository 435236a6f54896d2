import { CALLBACK_NOTICES } from './callback-notices';
import { CLAIM_NOTICES } from './claim-notices';
import { CREDIT_NOTICES } from './credit-notices';
import { DECISION_NOTICES } from './decision-notices';
import { GOODWILL_NOTICES } from './goodwill-notices';
import { LATE_NOTICES } from './late-notices';
import { MAIL_NOTICES } from './mail-notices';
import { MESSAGE_NOTICES } from './message-notices';
import { noticeParts } from './notice';
import type { Language, NoticeParts, NoticeText, NoticeValue, NoticeValues } from './notice';
import { RECOVERY_NOTICES } from './recovery-notices';

/** Every notice that claimants are sent. The lint of notices walks all of them. */
export const NOTICES = {
  ...CLAIM_NOTICES,
  ...DECISION_NOTICES,
  ...MESSAGE_NOTICES,
  ...LATE_NOTICES,
  ...CALLBACK_NOTICES,
  ...MAIL_NOTICES,
  ...RECOVERY_NOTICES,
  ...GOODWILL_NOTICES,
  ...CREDIT_NOTICES,
} as const;

export type NoticeKey = keyof typeof NOTICES;

/** What a notice needs to be given beside what is known of every claim. */
export type NoticeMentions<Key extends NoticeKey> = Readonly<
  Record<(typeof NOTICES)[Key]['mentions'][number], NoticeValue>
>;

/** The notice with a key; null for one that a later version wrote and this one does not know. */
export function noticeText(key: string): NoticeText | null {
  return (NOTICES as Readonly<Record<string, NoticeText>>)[key] ?? null;
}

/**
 * What a notice said that was posted before, in either language; null for one that this version
 * does not know. `params` are those of its message.
 */
export function postedNotice(
  key: string,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): NoticeParts | null {
  const text = noticeText(key);
  if (text === null) return null;
  const { timeZone, ...values } = params as NoticeValues & { readonly timeZone: string };
  return noticeParts(text, values, { language, timeZone });
}
