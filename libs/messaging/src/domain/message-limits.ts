import { DomainError } from '@app/kernel';

/** More than anybody types in a day; what goes on beyond it is a machine. */
export const MESSAGES_PER_DAY_MAX = 100;
const DAY_MS = 24 * 3_600_000;

/** Since when messages count. */
export function messagesCountSince(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}

/** Refuses one message too many on a claim by one person within 24 hours (`message.too_many`). */
export function requireFewMessages(sent: number, supportPhone: string): void {
  if (sent < MESSAGES_PER_DAY_MAX) return;
  const max = String(MESSAGES_PER_DAY_MAX);
  throw new DomainError(
    'too_many_requests',
    'message.too_many',
    {
      en: `You have written ${max} messages on this claim within 24 hours. Call us at ${supportPhone}, or go on tomorrow.`,
      'zh-CN': `您在 24 小时内已就该索赔发送 ${max} 条消息。请致电 ${supportPhone}，或明天再继续。`,
    },
    { retryAfterSeconds: 3_600 },
  );
}
