import type { NextStepCode } from './next-step';

/** Steps in which money waits for the claimant, and how often they are reminded of each. */
const REMINDERS_OF: Readonly<Partial<Record<NextStepCode, number>>> = {
  // A rail gives a day, in which one reminder is enough.
  confirm_receipt: 1,
  name_account: 2,
};

/** With these a wait for the claimant begins; from there the reminders of it are counted. */
const BEGINS = ['payout.awaiting_payee', 'payout.returned', 'payout.unclaimed'];

/** Steps in which an approved claim has no payout that could still reach its claimant. */
const UNPAYABLE: readonly (NextStepCode | null)[] = [
  'name_account',
  'resolve_payout',
  'order_again',
];

/** How long money is held before its claimant is written to once more. */
export const WRITE_AGAIN_DAYS = 90;

/** What the claimant's part of a payout is: null when the next step is another one. */
export interface AwaitedPayee {
  readonly since: Date;
  readonly remindedAt: readonly Date[];
  readonly remindersMax: number;
}

/** Since when money waits for the claimant, and how often they were reminded, oldest line first. */
export function awaitedPayee(
  nextStep: NextStepCode | null,
  timeline: readonly { readonly kind: string; readonly at: Date }[],
): AwaitedPayee | null {
  const remindersMax = nextStep === null ? undefined : REMINDERS_OF[nextStep];
  if (remindersMax === undefined) return null;
  const begun = timeline.findLastIndex(({ kind }) => BEGINS.includes(kind));
  const remindedAt = timeline
    .slice(begun + 1)
    .filter(({ kind }) => kind === 'payout.reminded')
    .map(({ at }) => at);
  return { since: timeline[begun]?.at ?? new Date(0), remindedAt, remindersMax };
}

/** Whether a claim that is approved can be given another account, and be paid anew. */
export function isUnpayable(claim: {
  readonly status: string;
  readonly nextStep: NextStepCode | null;
}): boolean {
  return claim.status === 'approved' && UNPAYABLE.includes(claim.nextStep);
}
