import { isCurrency } from '@app/money';
import type { MoneyJson } from '@app/money';

import type { TransferRequest } from './booked-transfer';
import { RailError } from './rail-error';

type Fields = Readonly<Record<string, unknown>>;

const KEY = /^[A-Za-z0-9]{1,32}$/;

/** What an order of each route has to say of its payee, and what it may. */
const PAYEE_FIELDS: Readonly<Record<string, { required: string[]; optional: string[] }>> = {
  original: {
    required: ['channel', 'paymentSource', 'paymentSourceId'],
    optional: ['account', 'name'],
  },
  account: { required: ['kind', 'account', 'name'], optional: ['bank'] },
};

/** What is to be taken back, at most, of which transfer. */
export type ReversalRequest = Pick<TransferRequest, 'key' | 'reference' | 'money'>;

/** Reads the body of `POST /transfers`; throws RailError 400 INVALID_REQUEST naming the field. */
export function readTransferRequest(body: string): TransferRequest {
  const fields = readObject(parse(body), 'body');
  return {
    key: readText(fields.key, 'key', KEY),
    reference: readText(fields.reference, 'reference', /^[\x21-\x7e]{1,64}$/),
    money: readMoney(fields.money),
    payee: readPayee(fields.payee),
    requestDigest: readText(fields.requestDigest, 'requestDigest', /^[\x21-\x7e]{1,128}$/),
    ...readPurpose(fields.purpose),
  };
}

/** Reads the body of `POST /transfers/query`. */
export function readKey(body: string): string {
  return readText(readObject(parse(body), 'body').key, 'key', KEY);
}

/** Reads the body of `POST /transfers/reversals` and of `POST /spending`. */
export function readReversalRequest(body: string): ReversalRequest {
  const fields = readObject(parse(body), 'body');
  return {
    key: readText(fields.key, 'key', KEY),
    reference: readText(fields.reference, 'reference', /^[\x21-\x7e]{1,64}$/),
    money: readMoney(fields.money),
  };
}

/** Reads the body of `POST /deposits`. */
export function readDeposit(body: string): MoneyJson {
  return readMoney(readObject(parse(body), 'body').money);
}

/** Parses a body, or throws RailError 400. */
export function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw invalid('body', 'is not JSON');
  }
}

export function readObject(value: unknown, field: string): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw invalid(field, 'is not an object');
  return value as Fields;
}

export function invalid(field: string, problem: string): RailError {
  return new RailError(400, 'INVALID_REQUEST', `${field} ${problem}.`);
}

function readPurpose(value: unknown): Pick<TransferRequest, 'purpose'> {
  if (value === undefined) return {};
  if (value !== 'provisional_credit') throw invalid('purpose', 'is not known');
  return { purpose: value };
}

function readText(value: unknown, field: string, form: RegExp): string {
  if (typeof value !== 'string' || !form.test(value)) {
    throw invalid(field, `must match ${String(form)}`);
  }
  return value;
}

function readMoney(value: unknown): MoneyJson {
  const fields = readObject(value, 'money');
  const currency = readText(fields.currency, 'money.currency', /^[A-Z]{3}$/);
  if (!isCurrency(currency)) throw invalid('money.currency', 'is not a currency');
  const amountMinor = readText(fields.amountMinor, 'money.amountMinor', /^[1-9]\d{0,17}$/);
  return { currency, amountMinor };
}

function readPayee(value: unknown): Readonly<Record<string, string>> {
  const fields = readObject(value, 'payee');
  if (fields.route === undefined) throw invalid('payee.route', 'is missing');
  const known = PAYEE_FIELDS[readText(fields.route, 'payee.route', /^(original|account)$/)];
  const required = known?.required ?? [];
  for (const field of required) {
    if (fields[field] === undefined) throw invalid(`payee.${field}`, 'is missing');
  }
  const allowed = ['route', ...required, ...(known?.optional ?? [])];
  for (const [field, text] of Object.entries(fields)) {
    if (!allowed.includes(field)) throw invalid(`payee.${field}`, 'is not a field');
    readText(text, `payee.${field}`, /^.{1,256}$/su);
  }
  return fields as Readonly<Record<string, string>>;
}
