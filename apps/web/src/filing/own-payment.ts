import { readPage } from '../http/read-list';
import type { Page } from '../http/read-list';
import { isRecord } from '../http/request-failure';
import type { MoneyJson } from '../money/format-money';
import { typedOfMinor } from '../money/typed-amount';
import { isMoney } from '../money/read-money';
import { readTime } from '../time/read-time';

/** A payment of whoever looks, as far as it tells them which one it was. */
export interface OwnPayment {
  readonly id: string;
  /** The number that the wallet or bank shows for it. */
  readonly reference: string;
  /** Whom or what it paid, in the words that we have. */
  readonly payee: string;
  readonly paidAt: Date;
  readonly money: MoneyJson;
  /** What is neither claimed nor refunded yet; nothing where it cannot be claimed. */
  readonly left: MoneyJson;
}

/** Reads `GET /v1/payments`; null if a part is not what it should be. */
export function readOwnPayments(body: unknown): Page<OwnPayment> | null {
  return readPage(body, readOwnPayment);
}

const CLAIMABLE: readonly unknown[] = ['settled', 'partly_refunded'];

function readOwnPayment(value: unknown): OwnPayment | null {
  if (!isRecord(value)) return null;
  const { id, sourceId, money, refunded, claimed, status } = value;
  const paidAt = readTime(value.paidAt);
  if (typeof id !== 'string' || typeof sourceId !== 'string' || paidAt === null) return null;
  if (!isMoney(money) || !isMoney(refunded) || !isMoney(claimed)) return null;
  const leftMinor =
    BigInt(money.amountMinor) - BigInt(refunded.amountMinor) - BigInt(claimed.amountMinor);
  const isClaimable = CLAIMABLE.includes(status) && leftMinor > 0n;
  return {
    id,
    reference: sourceId,
    payee: payeeOf(value),
    paidAt,
    money,
    left: { currency: money.currency, amountMinor: isClaimable ? String(leftMinor) : '0' },
  };
}

function payeeOf({ payee, description }: Record<string, unknown>): string {
  const name = isRecord(payee) ? (payee.name ?? payee.account) : null;
  return [name, description].filter((one) => typeof one === 'string' && one !== '').join(' · ');
}

export function isClaimable({ left }: OwnPayment): boolean {
  return left.amountMinor !== '0';
}

/** Whether a payment is one that somebody means by a few words: amount, payee, day or number. */
export function isMeantBy(payment: OwnPayment, words: string, day: string): boolean {
  const { reference, payee, money } = payment;
  const told = [reference, payee, typedOfMinor(money.amountMinor, money.currency), day]
    .join(' ')
    .toLowerCase();
  const wanted = words.toLowerCase().replaceAll(',', '').split(/\s+/).filter(Boolean);
  return wanted.every((word) => told.includes(word));
}
