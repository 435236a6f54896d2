import { randomBytes, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { RailHeaders } from '../payout-rail';

/** WeChat Pay's own tolerance, for clocks that differ and for slow delivery. */
const TOLERANCE_SECONDS = 300;

/** One of our merchants at WeChat Pay, and the keys of the two. */
export interface WechatMerchant {
  readonly mchid: string;
  /** Of the merchant's API certificate. */
  readonly serial: string;
  readonly privateKey: KeyObject;
  /** The key with which WeChat Pay signs for this merchant, and which encrypts for it. */
  readonly platformKeyId: string;
  readonly platformKey: KeyObject;
  /** The most that the merchant may transfer at once, in fen. */
  readonly transferMaxFen: bigint;
}

interface V3Request {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  readonly body: string;
}

/**
 * The `Authorization` header of APIv3 (WECHATPAY2-SHA256-RSA2048): RSA-SHA256 over method, target,
 * Unix seconds, a nonce and the body, each with a line feed after it.
 */
export function authorization(
  { method, target, body }: V3Request,
  { mchid, serial, privateKey }: WechatMerchant,
  now: Date,
  nonce: string = randomBytes(16).toString('hex'),
): string {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signed = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
  const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64');
  const fields = { mchid, serial_no: serial, timestamp, nonce_str: nonce, signature };
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`;
}

/**
 * Why WeChat Pay has not signed this answer or notice, or not within five minutes; null when it
 * has. The signature is over timestamp, nonce and the body as it came.
 */
export function signatureFault(
  { headers, body }: { readonly headers: RailHeaders; readonly body: string | Buffer },
  { platformKeyId, platformKey }: Pick<WechatMerchant, 'platformKeyId' | 'platformKey'>,
  now: Date,
): string | null {
  const [serial, timestamp, nonce, signature] = ['serial', 'timestamp', 'nonce', 'signature'].map(
    (name) => header(headers, `wechatpay-${name}`),
  );
  if (!serial || !timestamp || !nonce || !signature) return 'no signature';
  if (serial !== platformKeyId) return `signed with the key ${serial}`;
  const ageSeconds = /^\d{1,12}$/.test(timestamp)
    ? Math.abs(now.getTime() / 1000 - Number(timestamp))
    : Number.NaN;
  if (!(ageSeconds <= TOLERANCE_SECONDS)) return `signed at ${timestamp}`;
  const signed = Buffer.concat([
    Buffer.from(`${timestamp}\n${nonce}\n`),
    Buffer.from(body),
    Buffer.from('\n'),
  ]);
  const isSigned = verify('sha256', signed, platformKey, Buffer.from(signature, 'base64'));
  return isSigned ? null : 'the signature does not match';
}

function header(headers: RailHeaders, name: string): string {
  const value = headers[name];
  // A header that came twice is nobody's signature.
  return typeof value === 'string' ? value : '';
}
