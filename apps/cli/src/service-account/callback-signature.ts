import { createHash, timingSafeEqual } from 'node:crypto';

/** What a service account puts into the query of each callback. */
export interface CallbackQuery {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** SHA-1 over token, time and nonce in the order of the alphabet: how such accounts sign. */
export function callbackSignature(token: string, timestamp: string, nonce: string): string {
  const text = [token, timestamp, nonce].sort().join('');
  return createHash('sha1').update(text).digest('hex');
}

export function isSignedCallback(token: string, query: CallbackQuery): boolean {
  const right = Buffer.from(callbackSignature(token, query.timestamp, query.nonce));
  const given = Buffer.from(query.signature);
  return given.length === right.length && timingSafeEqual(given, right);
}
