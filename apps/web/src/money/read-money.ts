import { isRecord } from '../http/request-failure';
import type { MoneyJson } from './format-money';

const MINOR_UNITS = /^-?\d{1,100}$/;
const CURRENCY = /^[A-Z]{3}$/;

/** Whether something is an amount as the service sends it. Never a JSON number. */
export function isMoney(value: unknown): value is MoneyJson {
  return (
    isRecord(value) &&
    typeof value.amountMinor === 'string' &&
    MINOR_UNITS.test(value.amountMinor) &&
    typeof value.currency === 'string' &&
    CURRENCY.test(value.currency)
  );
}
