import { Money } from '@app/money';

import { classifyAnswer } from '../classify-answer';
import type { RailAnswer, RailOrder } from '../payout-rail';
import { JSON_RAIL_ERRORS } from '../json-rail-errors';

/** An order for 199.00 CNY. */
export const ORDER: RailOrder = {
  key: 'pyo01h455vb4pex5vsknk084sn02q1',
  reference: 'pyo_01h455vb4pex5vsknk084sn02q',
  money: Money.of(19_900n, 'CNY'),
  payee: {
    route: 'original',
    channel: 'wechat',
    paymentSource: 'wechat',
    paymentSourceId: '4200001',
  },
  requestDigest: 'a'.repeat(64),
};

const TRANSFER = {
  transferId: 'trf_1',
  key: ORDER.key,
  reference: ORDER.reference,
  money: { currency: 'CNY', amountMinor: '19900' },
  payee: { ...ORDER.payee },
  status: 'settled',
  acceptedAt: '2026-11-23T10:00:00Z',
  settledAt: '2026-11-23T10:00:01.500Z',
};

/** What a rail says of an order that it refuses, but for the code. */
export const REFUSAL = { key: ORDER.key, reference: ORDER.reference, message: 'No.' };

/** What an HTTP answer means for the order. */
export function answerTo(call: 'send' | 'query', status: number, body: unknown): RailAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyAnswer(ORDER, { call, status, body: text }, JSON_RAIL_ERRORS);
}

/** The body of an answer with a settled transfer that echoes the order, but for some fields. */
export function withTransfer(change: object): object {
  return { transfer: { ...TRANSFER, ...change } };
}
