import { DomainError } from '@app/kernel';
import type { Money } from '@app/money';

const DAY_MS = 86_400_000;
/** For so long a wallet may be silent, or an order on its way, before people look after it. */
export const PATIENCE_MS = DAY_MS;

/** A part of a credit as far as people may say what its wallet gave back. */
export interface AskedPart {
  readonly askedMinor: bigint | null;
  readonly askedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What somebody says that a wallet gave back, and when; of nothing there is no time. */
export interface SaidTaken {
  readonly taken: Money;
  readonly takenAt: Date | null;
}

/** How a proposal stands: open, decided by another person, or overtaken by the wallet's answer. */
export type CreditResolutionState = 'open' | 'approved' | 'returned' | 'void';

export function creditResolutionState(
  approval: { readonly verdict: 'approve' | 'return' } | null,
  { endedAt }: Pick<AskedPart, 'endedAt'>,
): CreditResolutionState {
  if (approval !== null) return approval.verdict === 'approve' ? 'approved' : 'returned';
  return endedAt === null ? 'open' : 'void';
}

/**
 * What was asked back of a wallet that has been silent for a day. Everything else refuses
 * (`payout.take_back_not_resolvable`): as long as it may still answer, nobody answers for it.
 */
export function requireSilent(
  { askedMinor, askedAt, endedAt }: AskedPart,
  now: Date,
): { readonly askedMinor: bigint; readonly askedAt: Date } {
  if (askedMinor === null || askedAt === null || endedAt !== null) throw notResolvable(null);
  const from = new Date(askedAt.getTime() + PATIENCE_MS);
  if (from > now) throw notResolvable(from);
  return { askedMinor, askedAt };
}

/**
 * Refuses what would end a credit while its wallet may be saying something else
 * (`payout.take_back_under_way`): what it has given back must be what is booked.
 */
export function requireNoAnswerUnderWay(answersUntil: Date | null, now: Date): void {
  if (answersUntil === null || answersUntil <= now) return;
  const retryAfterSeconds = Math.ceil((answersUntil.getTime() - now.getTime()) / 1_000);
  throw new DomainError(
    'conflict',
    'payout.take_back_under_way',
    {
      en: `The wallet is being asked at this moment, and what it says counts. Confirm it in ${String(retryAfterSeconds)} seconds, should it be silent still.`,
      'zh-CN': `正在向钱包询问，以钱包答复为准。如仍无答复，请在 ${String(retryAfterSeconds)} 秒后再复核。`,
    },
    { retryAfterSeconds },
  );
}

/**
 * Refuses what a wallet cannot have given back: another currency or more than it was asked for
 * (`payout.take_back_unfit`), and something without the time, between the asking and now, at which
 * it did (`payout.take_back_unproven`). Returns that time; for nothing it is now.
 */
export function requireTaken(
  { taken, takenAt }: SaidTaken,
  asked: { readonly money: Money; readonly askedAt: Date },
  now: Date,
): Date {
  const { money, askedAt } = asked;
  if (taken.currency !== money.currency || taken.isGreaterThan(money)) throw unfit(taken, money);
  if (!taken.isPositive()) return now;
  // Statements know days, so that it may seem to have come a day before it was asked for.
  const earliest = askedAt.getTime() - DAY_MS;
  if (takenAt !== null && takenAt <= now && takenAt.getTime() >= earliest) return takenAt;
  throw new DomainError(
    'unprocessable',
    'payout.take_back_unproven',
    {
      en: 'Say when the wallet gave it back (takenAt, between the day on which it was asked and now), as the evidence has it.',
      'zh-CN': '请按凭证填写钱包退回的时间 takenAt（介于请求收回之日与现在之间）。',
    },
    { field: 'takenAt', askedAt: askedAt.toISOString() },
  );
}

function unfit(taken: Money, asked: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'payout.take_back_unfit',
    {
      en: `The wallet was asked for ${asked.toString()}: it cannot have given back ${taken.toString()}. Say how much of what it was asked for it gave back; 0 is possible.`,
      'zh-CN': `向钱包请求收回的是 ${asked.toString()}，不可能退回 ${taken.toString()}。请填写其中实际退回的金额，可以为 0。`,
    },
    { field: 'money', asked: asked.toJson() },
  );
}

function notResolvable(from: Date | null): DomainError {
  return new DomainError(
    'conflict',
    'payout.take_back_not_resolvable',
    {
      en: 'Nobody has to say what this wallet gave back: it was not asked for anything, has answered, or was asked less than a day ago. Load the payout again.',
      'zh-CN':
        '无需人工核定该钱包退回的金额：尚未请求收回、钱包已有答复，或请求未满一天。请重新加载该付款。',
    },
    { from: from?.toISOString() ?? null },
  );
}
