import { createHmac, randomBytes } from 'node:crypto';

interface UnsignedRailRequest {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  readonly body: string;
  readonly secret: string;
}

/**
 * The headers that prove to the simulated rail that a request is ours, fresh and not a replay:
 * HMAC-SHA256 over method, target, Unix seconds, a nonce and the body, each on its own line.
 */
export function signRailRequest(
  request: UnsignedRailRequest,
  now: Date,
  nonce: string = randomBytes(16).toString('hex'),
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signed = [request.method, request.target, timestamp, nonce, request.body].join('\n');
  return {
    'x-rail-timestamp': timestamp,
    'x-rail-nonce': nonce,
    'x-rail-signature': `v1=${createHmac('sha256', request.secret).update(signed).digest('hex')}`,
  };
}
