import { unknown } from './classify-answer';
import type { UnknownAnswer } from './payout-rail';

/** Errors that can only happen before a connection exists, so that no byte of the order left us. */
const BEFORE_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Turns what `fetch` threw into an answer. There is no failure here, only not knowing. */
export function classifyFailure(error: unknown, call: 'send' | 'query'): UnknownAnswer {
  if (!(error instanceof Error) && !isNamed(error)) return unknown('connection_lost', 'no reason');
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return unknown('timeout', 'no whole answer in time');
  }
  const code = causeCode(error);
  if (!BEFORE_CONNECTION.has(code)) return unknown('connection_lost', code || error.message);
  // That a query went nowhere says nothing about the order that was sent before it.
  return unknown(call === 'send' ? 'not_reached' : 'not_answered', code);
}

// Errors of fetch may belong to another realm, where `instanceof Error` says no.
function isNamed(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error;
}

function causeCode(error: Error): string {
  const { cause } = error;
  const hasCode = typeof cause === 'object' && cause !== null && 'code' in cause;
  return hasCode && typeof cause.code === 'string' ? cause.code : '';
}
