import { DomainError } from '@app/kernel';

/** More than anybody needs; what goes on beyond it only sends messages. */
export const CHANGES_PER_DAY_MAX = 20;
const DAY_MS = 24 * 3_600_000;

/** Since when bookings and changes of a claim's calls count. */
export function changesCountSince(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}

/** Refuses one booking or change too many on a claim in 24 hours (`callback.too_many_changes`). */
export function requireFewChanges(changes: number, supportPhone: string): void {
  if (changes < CHANGES_PER_DAY_MAX) return;
  const max = String(CHANGES_PER_DAY_MAX);
  throw new DomainError(
    'too_many_requests',
    'callback.too_many_changes',
    {
      en: `Calls on this claim were booked and changed ${max} times within 24 hours. Call us at ${supportPhone}, or go on tomorrow.`,
      'zh-CN': `24 小时内该索赔的回电已预约或更改 ${max} 次。请致电 ${supportPhone}，或明天再操作。`,
    },
    { retryAfterSeconds: 3_600 },
  );
}

/** There is no place left in a slot; `free` are the next ones that have one. */
export function slotFull(slotAt: Date, free: readonly Date[]): DomainError {
  return new DomainError(
    'conflict',
    'callback.slot_full',
    {
      en: 'The last place of this slot was just taken. Choose one of the slots in "free", or call us.',
      'zh-CN': '该时段的名额刚刚约满。请从 free 中选择其他时段，或直接致电我们。',
    },
    {
      field: 'slotAt',
      saw: slotAt.toISOString(),
      free: free.map((at) => at.toISOString()),
    },
  );
}

/** A claim that goes on in another one is spoken about there. */
export function claimMerged(goesOnIn: string): DomainError {
  return new DomainError(
    'conflict',
    'callback.claim_merged',
    {
      en: `This claim goes on in ${goesOnIn}. Book the call there.`,
      'zh-CN': `该索赔已并入 ${goesOnIn}，请在该索赔中预约回电。`,
    },
    { goesOnIn },
  );
}

/** Nobody was named to speak for the claimant. */
export function noProxy(): DomainError {
  return new DomainError(
    'unprocessable',
    'callback.no_proxy',
    {
      en: 'Nobody is named on this claim to speak for the claimant. Let us call the claimant, or leave "callee" out.',
      'zh-CN': '该索赔没有指定代理人。请选择致电申请人，或不填写 callee。',
    },
    { field: 'callee', saw: 'proxy' },
  );
}

/** We have no number of whoever is to be called. */
export function numberMissing(): DomainError {
  return new DomainError(
    'unprocessable',
    'callback.number_missing',
    {
      en: 'We have no telephone number of the person to call. Write it in "phone".',
      'zh-CN': '我们没有该联系人的电话号码，请在 phone 中填写。',
    },
    { field: 'phone' },
  );
}

/** The `after` of a list of calls that is none of ours. */
export function cursorUnreadable(): DomainError {
  return new DomainError(
    'unprocessable',
    'callback.cursor_unreadable',
    {
      en: 'This is not the "next" of a page of this list. Begin without "after", and hand back "next" as it was given.',
      'zh-CN': '这不是本列表返回的 next。请不带 after 重新读取，并原样填写返回的 next。',
    },
    { field: 'after' },
  );
}
