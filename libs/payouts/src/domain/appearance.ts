import { DomainError } from '@app/kernel';

import type { RailTerms } from './payout-lifecycle';

/** A payout as far as what was sent of it may come to light late. */
export interface AppearingPayout {
  /** Until then a transfer that was sent may still appear at its rail; null before any send. */
  readonly appearsUntil: Date | null;
}

/** A send as it is committed. */
export interface CommittedSend {
  /** Who has not called by then must not call any more. */
  readonly leaseUntil: Date;
  /** Longer than any call can take. */
  readonly callMs: number;
}

/**
 * Until when a transfer may appear at its rail after one more send: whoever calls at the last
 * moment of the lease is heard by the end of the call, and the rail shows it within its settlement
 * window. Never earlier than what earlier sends have said.
 */
export function appearsUntilAfter(
  { appearsUntil }: AppearingPayout,
  { leaseUntil, callMs }: CommittedSend,
  { settlementWindowMs }: Pick<RailTerms, 'settlementWindowMs'>,
): Date {
  const until = new Date(leaseUntil.getTime() + callMs + settlementWindowMs);
  return appearsUntil !== null && appearsUntil > until ? appearsUntil : until;
}

/** Whether what was sent may still come to light at the rail. */
export function mayStillAppear({ appearsUntil }: AppearingPayout, now: Date): boolean {
  return appearsUntil !== null && appearsUntil > now;
}

/** `payout.may_still_appear`: until then nobody can know that it was not paid. */
export function stillAppears({ appearsUntil }: AppearingPayout): DomainError {
  return new DomainError(
    'conflict',
    'payout.may_still_appear',
    {
      en: 'The last send of this payout may still show up at its rail, so that nobody can know yet that it was not paid. Look again after the time that is named here (until). That it was paid can be said at any time.',
      'zh-CN':
        '该付款最近一次发送的结果仍可能在通道出现，目前无法确认未付。请在所列时间（until）之后再核实；若已付款，可随时提交。',
    },
    { until: appearsUntil?.toISOString() ?? null },
  );
}
