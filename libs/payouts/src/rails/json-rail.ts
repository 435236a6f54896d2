import { callRail } from './call-rail';
import { classifyAnswer } from './classify-answer';
import { JSON_RAIL_ERRORS } from './json-rail-errors';
import type { RailAnswer, RailOrder } from './payout-rail';
import type { RailRequest } from './call-rail';

const KEY = /^[A-Za-z0-9]{1,32}$/;

/** An order as our JSON protocol hands it in; the answer repeats all of it but the digest. */
export function transferBody({ money, ...order }: RailOrder): string {
  return JSON.stringify({ ...order, money: money.toJson() });
}

/**
 * Makes one signed request of our JSON protocol and says what the answer means for the order. The
 * protocol is that of the simulated rail and of the company's own wallet service (README, "JSON
 * rails").
 */
export async function exchangeJson(order: RailOrder, request: RailRequest): Promise<RailAnswer> {
  requireKey(order);
  const headers = { ...request.headers, 'content-type': 'application/json' };
  const reply = await callRail({ ...request, headers });
  return 'outcome' in reply ? reply : classifyAnswer(order, reply, JSON_RAIL_ERRORS);
}

/** Rails know a payout by 1 to 32 letters and digits; anything else is a mistake of ours. */
export function requireKey({ key }: Pick<RailOrder, 'key'>): void {
  if (!KEY.test(key)) throw new RangeError('A rail key is 1 to 32 letters and digits.');
}
