import { isCalendarDay } from '@app/kernel';

import type { RailTransfer } from './payout-rail';

/** What a rail writes when it refuses: a code, and whose order it refused. */
interface RailRefusal {
  readonly code: string;
  readonly key?: string;
  readonly reference?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** What a clock that works can say; the ledger takes no time before 1970 or after 9999. */
const INSTANT_MS_MIN = Date.UTC(1970, 0, 1);
const INSTANT_MS_MAX = Date.UTC(10_000, 0, 1) - 1;

/** Numbers and codes that we keep as the rail wrote them: no database stores a NUL in a text. */
const LABEL = /^[\x21-\x7e]{1,128}$/;

/** Parses JSON of a stranger. `undefined` when it is not JSON at all. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads a transfer out of parsed JSON; `undefined` when a field is missing or of another type. */
export function readTransfer(value: unknown): RailTransfer | undefined {
  const fields = asFields(value);
  const money = asFields(fields?.money);
  const payee = readPayee(fields?.payee);
  const texts = readTexts(fields, ['transferId', 'key', 'reference', 'status']);
  const amount = readTexts(money, ['amountMinor', 'currency']);
  if (payee === undefined || texts === undefined || amount === undefined) return undefined;
  if (!LABEL.test(texts.transferId)) return undefined;
  return { ...texts, money: amount, payee, ...readEnding(fields) };
}

/** Reads `{ error: { code, key?, reference? } }`; `undefined` when it is something else. */
export function readRefusal(value: unknown): RailRefusal | undefined {
  const error = asFields(asFields(value)?.error);
  if (typeof error?.code !== 'string') return undefined;
  return {
    code: error.code,
    ...(typeof error.key === 'string' ? { key: error.key } : {}),
    ...(typeof error.reference === 'string' ? { reference: error.reference } : {}),
  };
}

/** A JSON object as a bag of unknown fields; `undefined` for anything else. */
export function asFields(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : undefined;
}

function readTexts<Name extends string>(
  fields: Fields | undefined,
  names: readonly Name[],
): Record<Name, string> | undefined {
  const found = names.map((name) => [name, fields?.[name]] as const);
  return found.every(([, value]) => typeof value === 'string' && value !== '')
    ? (Object.fromEntries(found) as Record<Name, string>)
    : undefined;
}

/** How and when it ended; what cannot be read is left out. */
function readEnding(
  fields: Fields | undefined,
): Pick<RailTransfer, 'code' | 'settledAt' | 'returnedAt'> {
  const code = fields?.code;
  const settledAt = readInstant(fields?.settledAt);
  const returnedAt = readInstant(fields?.returnedAt);
  return {
    ...(typeof code === 'string' && LABEL.test(code) ? { code } : {}),
    ...(settledAt === undefined ? {} : { settledAt }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
  };
}

function readPayee(value: unknown): Readonly<Record<string, string>> | undefined {
  const fields = asFields(value);
  if (fields === undefined) return undefined;
  const allTexts = Object.values(fields).every((field) => typeof field === 'string');
  return allTexts ? (fields as Readonly<Record<string, string>>) : undefined;
}

/** A point in time with its offset; `undefined` for what no clock that works can say. */
export function readInstant(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value)) return undefined;
  if (!isCalendarDay(value.slice(0, 10))) return undefined;
  const ms = Date.parse(value);
  return ms >= INSTANT_MS_MIN && ms <= INSTANT_MS_MAX ? new Date(ms) : undefined;
}
