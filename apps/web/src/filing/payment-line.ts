import type { AnsweredLine } from './answers';
import type { OwnPayment } from './own-payment';

/** All that is left of a payment: who was robbed has mostly lost all of it. */
export function lineOf({ id, left }: OwnPayment): AnsweredLine {
  return { paymentId: id, currency: left.currency, amountMinor: left.amountMinor };
}
