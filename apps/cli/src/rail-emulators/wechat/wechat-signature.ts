import {
  constants,
  createCipheriv,
  createSign,
  createVerify,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { RailError } from '../../simulated-rail/rail-error';
import type { WechatKeys } from './wechat-keys';

/** How far the clocks of WeChat Pay and of a merchant may differ, in seconds. */
const TOLERANCE_SECONDS = 300;

const SCHEMA = /^WECHATPAY2-SHA256-RSA2048 (.+)$/;
const PART = /^([a-z_]+)="([^"]*)"$/;

interface SignedRequest {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * WeChat Pay's side of APIv3: lets in what a merchant has signed, recently and for the first time,
 * signs answers and notices, opens names and closes notices.
 */
export class WechatSignature {
  private readonly nonces = new Set<string>();

  constructor(private readonly keys: WechatKeys) {}

  /** The merchant who signed a request. Throws RailError 401 SIGN_ERROR. */
  merchantOf({ method, target, body, headers }: SignedRequest, nowMs: number): string {
    const parts = partsOf(headers.authorization ?? '');
    const { mchid = '', nonce_str: nonce = '', timestamp = '', signature = '' } = parts;
    const merchant = this.keys.merchants.get(mchid);
    if (merchant === undefined || merchant.serial !== parts.serial_no) {
      throw refused('The Authorization header names no merchant with this certificate.');
    }
    const isSigned = createVerify('RSA-SHA256')
      .update(`${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`)
      .verify(merchant.publicKey, signature, 'base64');
    if (!isSigned || nonce === '') throw refused('The signature does not match the request.');
    this.requireFresh(nonce, Math.abs(nowMs / 1000 - Number(timestamp)));
    return mchid;
  }

  /** The headers that prove an answer or a notice to be ours. */
  headersFor(body: string, nowMs: number): Record<string, string> {
    const timestamp = String(Math.floor(nowMs / 1000));
    const nonce = randomBytes(16).toString('hex');
    const signature = createSign('RSA-SHA256')
      .update(`${timestamp}\n${nonce}\n${body}\n`)
      .sign(this.keys.platformPrivateKey, 'base64');
    return {
      'wechatpay-serial': this.keys.platformKeyId,
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
    };
  }

  /** Opens a name that was encrypted for us. Throws RailError 400 PARAM_ERROR. */
  openName(ciphertext: string, keyId: string | string[] | undefined): string {
    if (keyId !== this.keys.platformKeyId) {
      throw new RailError(400, 'PARAM_ERROR', 'Wechatpay-Serial does not name our key.');
    }
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = { key: this.keys.platformPrivateKey, padding, oaepHash: 'sha1' };
    try {
      return privateDecrypt(key, Buffer.from(ciphertext, 'base64')).toString('utf8');
    } catch {
      throw new RailError(400, 'PARAM_ERROR', 'user_name is not encrypted for us.');
    }
  }

  /** The `resource` of a notice: AEAD_AES_256_GCM under the merchant's APIv3 key. */
  sealed(content: object): Record<string, string> {
    const nonce = randomBytes(6).toString('hex');
    const cipher = createCipheriv('aes-256-gcm', this.keys.apiV3Key, nonce);
    cipher.setAAD(Buffer.from('mch_payment'));
    const sealed = Buffer.concat([
      cipher.update(JSON.stringify(content)),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return {
      original_type: 'mch_payment',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: 'mch_payment',
      nonce,
    };
  }

  private requireFresh(nonce: string, ageSeconds: number): void {
    if (!(ageSeconds <= TOLERANCE_SECONDS)) throw refused('The timestamp is not of now.');
    if (this.nonces.has(nonce)) throw refused('This request came before.');
    this.nonces.add(nonce);
  }
}

function partsOf(authorization: string): Readonly<Record<string, string | undefined>> {
  const list = SCHEMA.exec(authorization)?.[1]?.split(',') ?? [];
  const pairs = list.map((part) => PART.exec(part)).map((found) => [found?.[1], found?.[2]]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function refused(message: string): RailError {
  return new RailError(401, 'SIGN_ERROR', message);
}
