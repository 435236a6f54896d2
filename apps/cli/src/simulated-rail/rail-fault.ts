import { invalid, readObject } from './read-request';

type Parameter = 'ms' | 'code' | 'copies' | 'bytes' | 'status';

/** Whether a kind may disturb a query as well as a send; some only make sense while paying. */
interface KindRule {
  readonly needs: readonly Parameter[];
  readonly on: readonly FaultCall[];
}

export type FaultCall = 'send' | 'query';

const SEND: readonly FaultCall[] = ['send'];
const BOTH: readonly FaultCall[] = ['send', 'query'];

/** Every way in which the rail can be told to misbehave, and what the kind needs to know. */
const FAULT_KINDS = {
  // Before the rail decides: nothing is paid by this request.
  delay: { needs: ['ms'], on: BOTH },
  timeout_before_paying: { needs: [], on: SEND },
  http_500_before_paying: { needs: [], on: SEND },
  drop_connection_before_paying: { needs: [], on: SEND },
  throttle: { needs: ['status'], on: BOTH },
  reject: { needs: ['code'], on: SEND },
  // How it pays, and what happens to the transfer later.
  settle_later: { needs: ['ms'], on: SEND },
  fail_later: { needs: ['ms', 'code'], on: SEND },
  return_later: { needs: ['ms'], on: SEND },
  forget_key: { needs: [], on: BOTH },
  double_webhook: { needs: ['copies'], on: SEND },
  no_webhook: { needs: [], on: SEND },
  // After it paid (or, on a query, looked): how it answers.
  timeout_after_paying: { needs: [], on: BOTH },
  http_500_after_paying: { needs: [], on: BOTH },
  drop_connection: { needs: [], on: BOTH },
  wrong_amount: { needs: [], on: BOTH },
  wrong_currency: { needs: [], on: BOTH },
  wrong_payee: { needs: [], on: BOTH },
  wrong_reference: { needs: [], on: BOTH },
  html: { needs: [], on: BOTH },
  half_answer: { needs: [], on: BOTH },
  unlisted_code: { needs: ['code'], on: BOTH },
  redirect: { needs: [], on: BOTH },
  huge_answer: { needs: ['bytes'], on: BOTH },
  slow_answer: { needs: ['ms'], on: BOTH },
  duplicate_answer: { needs: [], on: BOTH },
  // Of a rail that signs its answers: signed by somebody else.
  forged_answer: { needs: [], on: BOTH },
} as const satisfies Readonly<Record<string, KindRule>>;

export type FaultKind = keyof typeof FAULT_KINDS;

/** Which requests a fault waits for; every given field must be equal. */
interface FaultMatch {
  readonly key?: string;
  readonly reference?: string;
  readonly amountMinor?: string;
}

/** One fault as `PUT /faults` takes it. */
export interface RailFault {
  readonly kind: FaultKind;
  /** How many requests it affects. Default 1. */
  readonly times?: number;
  readonly match?: FaultMatch;
  /** Default `send`. */
  readonly on?: FaultCall;
  /** Delay, or time between two bytes of a slow answer. */
  readonly ms?: number;
  /** An error code: of the refusal, of the failure, or the unlisted one. */
  readonly code?: string;
  /** How often each notice is delivered. Default 2. */
  readonly copies?: number;
  /** Size of a huge answer. Default 100 MB. */
  readonly bytes?: number;
  /** 429 or 503. Default 429. */
  readonly status?: number;
}

/** Timers of Node count no further than 2^31 ms; this is 23 days. */
const MS_MAX = 2_000_000_000;

const DEFAULTS: Readonly<Partial<Record<Parameter, number | string>>> = {
  copies: 2,
  bytes: 100_000_000,
  status: 429,
  code: 'NEVER_DOCUMENTED',
};

/** Reads a list of faults from outside; throws RailError 400 that names the offending entry. */
export function readFaults(value: unknown): RailFault[] {
  if (!Array.isArray(value)) throw invalid('faults', 'must be a list');
  return value.map((entry, index) => readFault(entry, `faults[${String(index)}]`));
}

function readFault(value: unknown, field: string): RailFault {
  const fields = readObject(value, field);
  const { kind, times = 1, on = 'send', match = {} } = fields;
  if (!isKind(kind)) throw invalid(`${field}.kind`, `"${String(kind)}" is not known`);
  const rule: KindRule = FAULT_KINDS[kind];
  if (!rule.on.includes(on as FaultCall)) throw invalid(`${field}.on`, `must be ${rule.on.join()}`);
  if (!isCount(times, 1_000_000_000)) throw invalid(`${field}.times`, 'must be a whole number');
  const parameters = rule.needs.map((name) => {
    const given = fields[name] ?? (kind === 'reject' ? undefined : DEFAULTS[name]);
    if (!isParameter(name, given)) throw invalid(`${field}.${name}`, 'is missing or not allowed');
    return [name, given] as const;
  });
  return {
    kind,
    times,
    on: on as FaultCall,
    match: readMatch(match, `${field}.match`),
    ...(Object.fromEntries(parameters) as Partial<RailFault>),
  };
}

function readMatch(value: unknown, field: string): FaultMatch {
  const fields = readObject(value, field);
  for (const [name, text] of Object.entries(fields)) {
    const isKnown = ['key', 'reference', 'amountMinor'].includes(name);
    if (!isKnown || typeof text !== 'string') throw invalid(`${field}.${name}`, 'is not allowed');
  }
  return fields;
}

function isKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && Object.hasOwn(FAULT_KINDS, kind);
}

function isParameter(name: Parameter, value: unknown): boolean {
  switch (name) {
    case 'code':
      return typeof value === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(value);
    case 'status':
      return value === 429 || value === 503;
    case 'copies':
      return isCount(value, 1000);
    case 'bytes':
      return isCount(value, 1_000_000_000);
    case 'ms':
      return isCount(value, MS_MAX);
  }
}

function isCount(value: unknown, max: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max;
}
