import { createHash, createPublicKey } from 'node:crypto';

import { DomainError } from '@app/kernel';

import { decodeBase64 } from './base64';

/** A key as Node holds it (`KeyObject`). */
export type AsymmetricKey = ReturnType<typeof createPublicKey>;

/** A public key that is trusted to sign notes (C2SP signed-note, Ed25519 only). */
export interface VerifierKey {
  /** Who signs; for a log its origin. Any text without white space, `+` and control characters. */
  readonly name: string;
  /** Eight hex digits that, with the name, tell which key a signature is of. */
  readonly keyId: string;
  readonly publicKey: AsymmetricKey;
}

const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/;
const ED25519 = 0x01;
const ED25519_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;

/** Unpaired surrogates have no UTF-8 bytes, so that two such names could not be told apart. */
const FORBIDDEN_IN_NAME = /[\p{White_Space}\p{Surrogate}+]/u;

/** Whether a text can name a key in a note. */
export function isKeyName(name: string): boolean {
  return name !== '' && !FORBIDDEN_IN_NAME.test(name) && [...name].every((sign) => sign >= ' ');
}

/**
 * What verifies the notes that are signed with this key under this name; of a private key its
 * public half. Refuses a bad name, and a key that is not Ed25519, as `ledger.bad_verifier_key`.
 */
export function verifierKeyOf(name: string, key: AsymmetricKey): VerifierKey {
  if (!isKeyName(name)) {
    throw badKey(
      `"${name.slice(0, 60)}" cannot name a key: it needs a name without spaces and plus signs.`,
      `“${name.slice(0, 60)}”不能用作密钥名称：名称不得为空，也不得含空格或加号。`,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    const type = key.asymmetricKeyType ?? key.type;
    throw badKey(
      `The key named ${name} is of type ${type}; notes are signed with Ed25519.`,
      `密钥 ${name} 的类型为 ${type}；签名须使用 Ed25519 密钥。`,
    );
  }
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return { name, keyId: keyIdOf(name, encoded(publicKey)), publicKey };
}

/** The text in which verifiers are given a key: `name+hex(key id)+base64(0x01 ‖ public key)`. */
export function formatVerifierKey({ name, keyId, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${encoded(publicKey).toString('base64')}`;
}

/** The same of a key that signs under this name. */
export function verifierKeyText(name: string, key: AsymmetricKey): string {
  return formatVerifierKey(verifierKeyOf(name, key));
}

/**
 * Reads the text of a verifier key. Refuses as `ledger.bad_verifier_key` any that
 * `formatVerifierKey` would not write.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', keyId = '', base64 = ''] = VERIFIER_KEY.exec(text) ?? [];
  const key = decodeBase64(base64);
  if (key === null || !isKeyName(name)) {
    throw badKey(
      'The verifier key is not of the form name+key ID+base64; copy it again in full.',
      '验证密钥的格式应为“名称+密钥编号+base64”，请重新完整复制。',
    );
  }
  if (key[0] !== ED25519 || key.length !== 1 + ED25519_KEY_BYTES) {
    throw badKey(
      `The verifier key of ${name} is not an Ed25519 key of 32 bytes.`,
      `${name} 的验证密钥不是 32 字节的 Ed25519 密钥。`,
    );
  }
  if (keyIdOf(name, key) !== keyId) {
    throw badKey(
      `The key ID ${keyId} does not belong to this name and key; copy the key again in full.`,
      `密钥编号 ${keyId} 与名称、密钥不符，请重新完整复制。`,
    );
  }
  return { name, keyId, publicKey: decoded(key) };
}

/** SHA-256(name ‖ newline ‖ type ‖ public key), of which the first four bytes. */
function keyIdOf(name: string, encodedKey: Buffer): string {
  const digest = createHash('sha256').update(`${name}\n`).update(encodedKey).digest();
  return digest.toString('hex', 0, KEY_ID_BYTES);
}

/** The type byte and the 32 bytes of RFC 8032, which a JWK (RFC 8037) holds in `x`. */
function encoded(publicKey: AsymmetricKey): Buffer {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(ED25519), Buffer.from(x, 'base64url')]);
}

function decoded(key: Buffer): AsymmetricKey {
  const x = key.toString('base64url', 1);
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function badKey(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.bad_verifier_key', { en, 'zh-CN': zh });
}
