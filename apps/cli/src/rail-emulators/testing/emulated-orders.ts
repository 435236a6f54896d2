import { Money } from '@app/money';
import type { RailAnswer, RailOrder } from '@app/payouts';

let orders = 0;

/** An order for 199.00 CNY that was not sent before, whose key is that of a payout. */
export function anOrderTo(payee: RailOrder['payee'], change: Partial<RailOrder> = {}): RailOrder {
  orders += 1;
  const digits = String(orders).padStart(26, '0');
  return {
    key: `pyo${digits}`,
    reference: `pyo_${digits}`,
    money: Money.of(19_900n, 'CNY'),
    payee,
    requestDigest: 'a'.repeat(64),
    ...change,
  };
}

/** What an answer says in one line: its outcome, and why it is unknown or refused. */
export function gist(answer: RailAnswer): string {
  if (answer.outcome === 'unknown') return `unknown ${answer.reason}`;
  return answer.outcome === 'rejected' ? `rejected ${answer.code}` : answer.outcome;
}

/** Asks again and again until an answer has this gist; after a minute, the last one. */
export async function untilGist(ask: () => Promise<RailAnswer>, wanted: string): Promise<string> {
  const deadlineMs = Date.now() + 60_000;
  for (;;) {
    const seen = gist(await ask());
    if (seen === wanted || Date.now() > deadlineMs) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
