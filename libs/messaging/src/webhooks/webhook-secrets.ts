import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { INSTALLATION_SECRET } from '@app/platform';

import type { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;
const PURPOSE = 'ganpei webhook secrets v1';

/**
 * Makes the secrets of endpoints, and seals them for the database: whoever has a copy of it cannot
 * sign in our name. A sealed secret is bound to its endpoint.
 */
@Injectable()
export class WebhookSecrets {
  private readonly key: Buffer;

  constructor(@Inject(INSTALLATION_SECRET) installationSecret: Buffer) {
    this.key = Buffer.from(hkdfSync('sha256', installationSecret, '', PURPOSE, KEY_BYTES));
  }

  /** A new one, as Standard Webhooks writes them. */
  make(): string {
    return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  }

  seal(endpointId: string, secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(endpointId));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** The secrets that sign now, the newest first: for a day after a change there are two. */
  inForce(
    endpoint: Pick<
      WebhookEndpointEntity,
      'id' | 'sealedSecret' | 'previousSecret' | 'previousUntil'
    >,
    now: Date,
  ): string[] {
    const { id, sealedSecret, previousSecret, previousUntil } = endpoint;
    const isOldGood = previousUntil !== null && now < previousUntil;
    const sealed = previousSecret === null || !isOldGood ? [] : [previousSecret];
    return [sealedSecret, ...sealed].map((secret) => this.open(id, secret));
  }

  /** Throws for what was sealed elsewhere, for another endpoint, or changed since. */
  open(endpointId: string, sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const content = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(endpointId))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(content, undefined, 'utf8') + decipher.final('utf8');
  }
}
