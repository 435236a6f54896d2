import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { RailError } from './rail-error';
import { UsedNonces } from './used-nonces';

/** How far the clocks of the rail and of the house may differ, in seconds. */
const TOLERANCE_SECONDS = 300;

export interface SignedRequest {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Signs a request as the rail demands it; used by the operator's client of the rail. */
export function signRequest(
  request: Omit<SignedRequest, 'headers'>,
  secret: string,
  nowMs: number = Date.now(),
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomBytes(16).toString('hex');
  return {
    'x-rail-timestamp': timestamp,
    'x-rail-nonce': nonce,
    'x-rail-signature': signatureOf(request, { timestamp, nonce, secret }),
  };
}

/**
 * Lets a request in only if the house signed it, recently, and for the first time. A timestamp may
 * lie in the future by the tolerance and stay valid as long again.
 */
export class RequestVerifier {
  private readonly nonces = new UsedNonces(2 * TOLERANCE_SECONDS * 1000);

  constructor(private readonly secret: string) {}

  /** Throws RailError 401: BAD_SIGNATURE, STALE_TIMESTAMP or REPLAYED. */
  verify(request: SignedRequest, nowMs: number): void {
    const timestamp = header(request, 'x-rail-timestamp');
    const nonce = header(request, 'x-rail-nonce');
    const expected = signatureOf(request, { timestamp, nonce, secret: this.secret });
    if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{32}$/.test(nonce)) {
      throw new RailError(401, 'BAD_SIGNATURE', 'The signature headers are missing or malformed.');
    }
    if (!equalTexts(header(request, 'x-rail-signature'), expected)) {
      throw new RailError(401, 'BAD_SIGNATURE', 'The signature does not match the request.');
    }
    const ageSeconds = Math.abs(nowMs / 1000 - Number(timestamp));
    if (ageSeconds > TOLERANCE_SECONDS) {
      throw new RailError(401, 'STALE_TIMESTAMP', `Our clocks differ by ${String(ageSeconds)} s.`);
    }
    this.nonces.use(nonce, nowMs);
  }
}

function signatureOf(
  request: Omit<SignedRequest, 'headers'>,
  proof: { readonly timestamp: string; readonly nonce: string; readonly secret: string },
): string {
  const { method, target, body } = request;
  const signed = `${method}\n${target}\n${proof.timestamp}\n${proof.nonce}\n${body}`;
  return `v1=${createHmac('sha256', proof.secret).update(signed).digest('hex')}`;
}

function header(request: SignedRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function equalTexts(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
