import { createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyPairKeyObjectResult } from 'node:crypto';

/** Object identifiers in DER: ecdsa-with-SHA256 (RFC 5758), sha256WithRSAEncryption (RFC 4055). */
const ECDSA_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const RSA_SHA256 = Buffer.from('06092a864886f70d01010b0500', 'hex');
/** And commonName (RFC 5280). */
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const [SEQUENCE, SET, INTEGER, BITS, UTF8, UTC_TIME] = [0x30, 0x31, 0x02, 0x03, 0x0c, 0x17];

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate of X.509 version 1 for a name, signed by itself, good until 2049. */
export function selfSignedCertificate(
  name: string,
  { publicKey, privateKey }: KeyPairKeyObjectResult = newKeys(),
): Certificate {
  const isRsa = privateKey.asymmetricKeyType === 'rsa';
  const algorithm = der(SEQUENCE, isRsa ? RSA_SHA256 : ECDSA_SHA256);
  const named = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, Buffer.from(name)))));
  const validity = der(SEQUENCE, time('250101000000Z'), time('490101000000Z'));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = der(
    SEQUENCE,
    der(INTEGER, Buffer.from([1])),
    ...[algorithm, named, validity, named, spki],
  );
  const signature = createSign('sha256').update(signed).sign(privateKey);
  const whole = der(SEQUENCE, signed, algorithm, der(BITS, Buffer.from([0]), signature));
  const lines = (whole.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function newKeys(): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function time(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text));
}

/** One value: its kind, its length, and what it holds. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const digits = length < 0x80 ? [] : length < 0x100 ? [length] : [length >> 8, length & 0xff];
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | digits.length, ...digits];
  return Buffer.concat([Buffer.from(head), content]);
}
