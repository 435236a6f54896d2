import { DomainError } from '@app/kernel';

/** Who of the desk is calling, and since when; both null while nobody is. */
export interface Taking {
  readonly takenBy: string | null;
  readonly takenAt: Date | null;
}

/** A call that nobody says anything about for so long is free again: its caller may be gone. */
const TAKING_LIFE_MS = 30 * 60_000;

/** The takings that began before this instant count no more. */
export function takingsSince(now: Date): Date {
  return new Date(now.getTime() - TAKING_LIFE_MS);
}

/** Who is calling at this moment; null when nobody is. */
export function takerAt({ takenBy, takenAt }: Taking, now: Date): string | null {
  return takenAt !== null && takenAt > takingsSince(now) ? takenBy : null;
}

/** Refuses to take a call that somebody else has taken (`callback.taken`), and says who. */
export function requireUntaken(
  taking: Taking,
  by: { readonly id: string; readonly now: Date },
  takerName: string | null,
): void {
  const taker = takerAt(taking, by.now);
  if (taker === null || taker === by.id) return;
  const who = takerName ?? taker;
  throw new DomainError(
    'conflict',
    'callback.taken',
    {
      en: `${who} is calling already. Take another call from the list.`,
      'zh-CN': `${who}正在拨打该电话，请从列表中选择其他回电。`,
    },
    { takenBy: who, since: taking.takenAt?.toISOString() },
  );
}

/** Refuses the outcome of a call by somebody who did not take it (`callback.not_taken`). */
export function requireTaken(
  taking: Taking,
  by: { readonly id: string; readonly now: Date },
): void {
  if (takerAt(taking, by.now) === by.id) return;
  throw new DomainError('conflict', 'callback.not_taken', {
    en: 'You have not taken this call, or more than half an hour ago. Take it, then say what came of it.',
    'zh-CN': '您尚未领取该回电，或领取已超过半小时。请先领取，再填写结果。',
  });
}

/** Refuses to move or cancel a call while somebody else is making it (`callback.being_made`). */
export function requireNotCalling(
  taking: Taking,
  by: { readonly id: string; readonly now: Date },
): void {
  const taker = takerAt(taking, by.now);
  if (taker === null || taker === by.id) return;
  throw new DomainError('conflict', 'callback.being_made', {
    en: 'We are calling at this very moment. Please answer the telephone; if nothing rings, try again in half an hour.',
    'zh-CN': '我们正在拨打您的电话，请注意接听；如未响铃，请半小时后再试。',
  });
}
