import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { AlipaySdk } from 'alipay-sdk';

/**
 * What proves Alipay's answers: its public key, or the three certificates that Alipay demands from
 * merchants who pay out. Contents of files, not their paths.
 */
export type AlipayTrust =
  | { readonly publicKey: string }
  | {
      readonly appCertificate: string;
      readonly alipayCertificate: string;
      readonly rootCertificates: string;
    };

export interface AlipayIdentity {
  readonly appId: string;
  /** Our RSA key, as PEM or as the bare base64 that Alipay's key tool writes. */
  readonly privateKey: string;
  readonly trust: AlipayTrust;
}

/** Sets up the official SDK for an app. Throws an Error that names the unusable key only. */
export function alipaySdk({ appId, privateKey, trust }: AlipayIdentity): AlipaySdk {
  const key = readPrivateKey(privateKey).export({ type: 'pkcs1', format: 'pem' }).toString().trim();
  try {
    return new AlipaySdk({
      appId,
      privateKey: key,
      keyType: 'PKCS1',
      signType: 'RSA2',
      ...('publicKey' in trust
        ? { alipayPublicKey: readPublicKey(trust.publicKey) }
        : {
            appCertContent: trust.appCertificate,
            alipayPublicCertContent: trust.alipayCertificate,
            alipayRootCertContent: trust.rootCertificates,
          }),
    });
  } catch (error) {
    if (error instanceof UnusableKey) throw error;
    throw new UnusableKey('A certificate of Alipay cannot be read');
  }
}

class UnusableKey extends Error {}

function readPrivateKey(text: string): KeyObject {
  const forms = text.includes('-----')
    ? [{ key: text }]
    : (['pkcs1', 'pkcs8'] as const).map((type) => derOf(text, type));
  return firstRsa(forms, createPrivateKey, 'The private key of the Alipay app');
}

function readPublicKey(text: string): string {
  const form = text.includes('-----') ? { key: text } : derOf(text, 'spki' as const);
  const key = firstRsa([form], createPublicKey, 'The public key of Alipay');
  return key.export({ type: 'spki', format: 'pem' }).toString().trim();
}

function derOf<Type extends string>(
  base64: string,
  type: Type,
): { key: Buffer; format: 'der'; type: Type } {
  return { key: Buffer.from(base64, 'base64'), format: 'der', type };
}

function firstRsa<Form>(
  forms: readonly Form[],
  read: (form: Form) => KeyObject,
  what: string,
): KeyObject {
  for (const form of forms) {
    try {
      const key = read(form);
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch {
      // The next form, or the error below, which does not repeat the key.
    }
  }
  throw new UnusableKey(`${what} is not an RSA key in PEM or base64.`);
}
