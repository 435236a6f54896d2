import { RailError } from '../../simulated-rail/rail-error';

export type FaultCall = 'send' | 'query';

/** Every way in which the emulator can be told to misbehave. */
const FAULT_KINDS = [
  // Before it decides: nothing is made of the order.
  'timeout_before_paying',
  'drop_before_paying',
  'http_500_before_paying',
  'throttle',
  'not_enough',
  // How it decides: a bill that failed (`code`), or one that waits for our balance.
  'fail',
  'stuck',
  // On a query: as if there were no such bill.
  'forget',
  // How it answers when all is done.
  'timeout_after_paying',
  'drop_connection',
  'http_500_after_paying',
  'html',
  'half_answer',
  'huge_answer',
  'unlisted_code',
  'unlisted_state',
  'wrong_key',
  'wrong_amount',
  'wrong_payee',
  // How it signs.
  'no_signature',
  'forged_signature',
  'stale_signature',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** One fault as `PUT /emulator/faults` takes it. */
export interface WechatFault {
  readonly kind: FaultKind;
  /** Default `send`. */
  readonly on?: FaultCall;
  /** How many requests it befalls. Default 1. */
  readonly times?: number;
  /** Why a bill fails, or the code that nobody has listed. */
  readonly code?: string;
}

/** The faults that befall one request. */
export type ActiveFaults = ReadonlyMap<FaultKind, WechatFault>;

export const NO_FAULTS: ActiveFaults = new Map();

/** The faults that are still to come. They live in memory: a restarted emulator behaves. */
export class WechatFaults {
  private entries: { readonly fault: WechatFault; left: number }[] = [];

  /** Replaces all faults. */
  set(faults: readonly WechatFault[]): void {
    this.entries = faults.map((fault) => ({ fault, left: fault.times ?? 1 }));
  }

  /** Uses up what befalls a request; of one kind the first. */
  take(call: FaultCall): ActiveFaults {
    const taken = new Map<FaultKind, WechatFault>();
    for (const entry of this.entries) {
      const { fault, left } = entry;
      if (left === 0 || (fault.on ?? 'send') !== call || taken.has(fault.kind)) continue;
      entry.left -= 1;
      taken.set(fault.kind, fault);
    }
    return taken;
  }
}

/** Reads a list of faults from outside; throws RailError 400 PARAM_ERROR. */
export function readFaults(value: unknown): WechatFault[] {
  if (!Array.isArray(value)) throw new RailError(400, 'PARAM_ERROR', 'Faults are a list.');
  return value.map(readFault);
}

function readFault(entry: unknown): WechatFault {
  const { kind, on = 'send', times = 1, code } = (entry ?? {}) as Record<string, unknown>;
  const known = FAULT_KINDS.find((name) => name === kind);
  const isCode = code === undefined || typeof code === 'string';
  if (known === undefined || !isCall(on) || !isCount(times) || !isCode) {
    throw new RailError(400, 'PARAM_ERROR', `No such fault: ${JSON.stringify(entry)}`);
  }
  return { kind: known, on, times, ...(code === undefined ? {} : { code }) };
}

function isCall(value: unknown): value is FaultCall {
  return value === 'send' || value === 'query';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
