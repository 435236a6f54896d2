/** Mails of one address that are answered within an hour; a loop without a sign ends here. */
export const ANSWERS_PER_HOUR_MAX = 10;
export const ANSWERS_WINDOW_MS = 3_600_000;

/** Why a mail is not answered; null when it is. */
export function answerRefusal(
  mail: { readonly unanswerable: string | null; readonly from: string | null },
  cameWithinHour: number,
): string | null {
  if (mail.unanswerable !== null) return mail.unanswerable;
  if (mail.from === null) return 'no from';
  return cameWithinHour >= ANSWERS_PER_HOUR_MAX ? 'too many answers' : null;
}

/** The language of an answer to a stranger: Chinese when their mail has a Chinese character. */
export function languageOf(text: string): 'zh-CN' | 'en' {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
}
