import { Money } from '@app/money';

import { callRail } from './call-rail';
import type { RailRequest } from './call-rail';
import { unknown } from './classify-answer';
import type { RailReply } from './classify-answer';
import { requireKey } from './json-rail';
import type { RailOrder, TakeBackAnswer } from './payout-rail';
import { asFields, parseJson, readInstant } from './read-rail-body';

const AMOUNT = /^(0|[1-9]\d{0,17})$/;

/** What a wallet service is asked to give back, of which transfer. */
export function takeBackBody({ key, reference }: RailOrder, wanted: Money): string {
  return JSON.stringify({ key, reference, money: wanted.toJson() });
}

/** Makes one request to give back a transfer, and says what the answer means. */
export async function exchangeTakeBack(
  order: RailOrder,
  wanted: Money,
  request: RailRequest,
): Promise<TakeBackAnswer> {
  requireKey(order);
  const headers = { ...request.headers, 'content-type': 'application/json' };
  const reply = await callRail({ ...request, headers });
  return 'outcome' in reply ? reply : classifyTakeBack(order, wanted, reply);
}

/**
 * A 200 that repeats key, reference and what was wanted, and says how much of that was there, is
 * believed; everything else is unknown, and the same is asked again.
 */
export function classifyTakeBack(
  order: RailOrder,
  wanted: Money,
  { status, body }: RailReply,
): TakeBackAnswer {
  if (status !== 200) {
    const reason = status >= 500 ? 'server_error' : 'not_answered';
    return unknown(reason, `HTTP ${String(status)} ${body}`);
  }
  const json = parseJson(body);
  if (json === undefined) return unknown('not_json', body);
  const reversal = asFields(asFields(json)?.reversal) ?? {};
  const at = readInstant(reversal.reversedAt);
  const taken = readAmount(reversal.taken, wanted.currency);
  if (at === undefined || taken === null) return unknown('unparsable', body);
  return isEcho(order, wanted, reversal) && !taken.isGreaterThan(wanted)
    ? { outcome: 'taken_back', taken, at }
    : unknown('echo_mismatch', body);
}

function isEcho(
  order: RailOrder,
  wanted: Money,
  reversal: Readonly<Record<string, unknown>>,
): boolean {
  const asked = readAmount(reversal.money, wanted.currency);
  const isOurs = reversal.key === order.key && reversal.reference === order.reference;
  return isOurs && asked?.amountMinor === wanted.amountMinor;
}

function readAmount(value: unknown, currency: string): Money | null {
  const fields = asFields(value);
  const amountMinor = fields?.amountMinor;
  if (fields?.currency !== currency || typeof amountMinor !== 'string') return null;
  return AMOUNT.test(amountMinor) ? Money.of(BigInt(amountMinor), currency) : null;
}
