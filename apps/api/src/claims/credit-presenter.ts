import type { ProvisionalCreditEntity } from '@app/payouts';

/** What was credited on a claim before its decision, and what became of it; null: nothing was. */
export function presentCredit(credit: ProvisionalCreditEntity | null): object | null {
  if (credit === null) return null;
  const { currency } = credit;
  const money = (amountMinor: bigint): object => ({
    currency,
    amountMinor: amountMinor.toString(),
  });
  return {
    status: credit.status,
    money: money(credit.amountMinor),
    promisedBy: credit.dueAt.toISOString(),
    grantedAt: credit.grantedAt.toISOString(),
    // Until then it stays, although it was announced that it goes back.
    honouredUntil: credit.endsAt?.toISOString() ?? null,
    final: money(credit.finalMinor),
    takenBack: money(credit.takenBackMinor),
    owed: money(credit.shortfallMinor),
  };
}
