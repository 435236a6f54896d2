import { isUtf8 } from 'node:buffer';
import { sign, verify } from 'node:crypto';

import { DomainError } from '@app/kernel';

import { decodeBase64 } from './base64';
import { isKeyName, verifierKeyOf } from './verifier-key';
import type { AsymmetricKey, VerifierKey } from './verifier-key';

/** Who signs: a name, and an Ed25519 private key that the caller has read. */
export interface NoteSigner {
  readonly name: string;
  readonly privateKey: AsymmetricKey;
}

/** A signature line; nothing is known of whether it is genuine. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

/** A note that was only read: its text must not be used before it is verified. */
export interface ParsedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface VerifiedNote {
  /** Exactly the signed text, with its last newline. */
  readonly text: string;
  /** Those of the trusted keys that signed it; at least one. */
  readonly signedBy: readonly VerifierKey[];
}

/** Room for 100 signatures of 5 kB, as those of algorithms yet to come may be. */
export const NOTE_BYTES_MAX = 1_048_576;
const NOTE_SIGNATURES_MAX = 100;
const KEY_ID_BYTES = 4;
const SIGNATURE_MARK = '— ';

/**
 * Signs a text with each signer, the old and the new key while keys are changed, and writes both
 * as a note (C2SP signed-note). The same text and keys give the same note. Refuses as
 * `ledger.bad_note` a text that does not end with a newline, holds control characters or is too
 * long, and as `ledger.bad_verifier_key` a signer whose name or key cannot sign.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n')) {
    throw badNote('The text of a note ends with a newline.', '待签名文本须以换行符结尾。');
  }
  const bytes = Buffer.from(text);
  const lines = signers.map(({ name, privateKey }) => {
    const keyId = Buffer.from(verifierKeyOf(name, privateKey).keyId, 'hex');
    const signature = Buffer.concat([keyId, sign(null, bytes, privateKey)]);
    return `${SIGNATURE_MARK}${name} ${signature.toString('base64')}\n`;
  });
  const note = `${text}\n${lines.join('')}`;
  parseNote(note);
  return note;
}

/**
 * Reads a note without verifying anything, for those who look for signatures to pass on. Refuses
 * as `ledger.bad_note` what is not a note, naming the line, and one of more than 1 MiB or 100
 * signatures.
 */
export function parseNote(note: string | Buffer): ParsedNote {
  const content = contentOf(note);
  // The last empty line separates; the text itself may hold others.
  const separator = content.lastIndexOf('\n\n');
  if (separator < 0 || !content.endsWith('\n')) {
    throw badNote(
      'A note is a text, an empty line and signature lines, each ended by a newline.',
      '签名文件应依次为正文、一个空行和签名行，每行以换行符结尾。',
    );
  }
  const text = content.slice(0, separator + 1);
  const lines = content.slice(separator + 2, -1).split('\n');
  if (lines.length > NOTE_SIGNATURES_MAX) {
    throw badNote(
      `A note has at most ${NOTE_SIGNATURES_MAX} signatures; this one has ${lines.length}.`,
      `签名文件最多含 ${NOTE_SIGNATURES_MAX} 个签名，而该文件有 ${lines.length} 个。`,
    );
  }
  const firstLine = text.split('\n').length + 1;
  return { text, signatures: lines.map((line, index) => parseSignature(line, firstLine + index)) };
}

function contentOf(note: string | Buffer): string {
  const bytes = Buffer.from(note);
  if (bytes.length > NOTE_BYTES_MAX) {
    throw badNote(
      `A note has at most ${NOTE_BYTES_MAX} bytes; this one has ${bytes.length}.`,
      `签名文件不得超过 ${NOTE_BYTES_MAX} 字节，而该文件有 ${bytes.length} 字节。`,
    );
  }
  const content = bytes.toString();
  // A string with an unpaired surrogate does not come back from its bytes.
  const isText = isUtf8(bytes) && (typeof note !== 'string' || note === content);
  if (!isText || bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) {
    throw badNote(
      'A note is UTF-8 without control characters; check that it was fetched as it is.',
      '签名文件须为不含控制字符的 UTF-8 文本，请检查获取过程中是否被改动。',
    );
  }
  return content;
}

function parseSignature(line: string, lineNumber: number): NoteSignature {
  const [name = '', base64 = ''] = line.slice(SIGNATURE_MARK.length).split(' ', 2);
  const bytes = decodeBase64(base64);
  const isLine = line === `${SIGNATURE_MARK}${name} ${base64}` && isKeyName(name);
  if (!isLine || bytes === null || bytes.length <= KEY_ID_BYTES) {
    const saw = line.slice(0, 60);
    throw badNote(
      `Line ${lineNumber} of the note is not a signature ("— name base64"): "${saw}".`,
      `签名文件第 ${lineNumber} 行不是签名行（“— 名称 base64”）：“${saw}”。`,
    );
  }
  return {
    name,
    keyId: bytes.toString('hex', 0, KEY_ID_BYTES),
    signature: bytes.subarray(KEY_ID_BYTES),
  };
}

/**
 * Gives the text of a note that a trusted key signed. Signatures of other keys are ignored, as
 * those of witnesses and of keys yet to come (C2SP signed-note); a false one of a trusted key
 * spoils the note: `ledger.bad_signature`. Without a trusted one: `ledger.note_not_trusted`.
 */
export function openNote(note: string | Buffer, keys: readonly VerifierKey[]): VerifiedNote {
  const { text, signatures } = parseNote(note);
  const bytes = Buffer.from(text);
  const signedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of signatures) {
    const known = keys.filter((key) => key.name === name && key.keyId === keyId);
    if (known.length === 0) continue;
    const key = known.find(({ publicKey }) => verify(null, bytes, publicKey, signature));
    if (key === undefined) throw badSignature(`${name}+${keyId}`);
    signedBy.add(key);
  }
  if (signedBy.size === 0) throw notTrusted(signatures);
  return { text, signedBy: [...signedBy] };
}

function badNote(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.bad_note', { en, 'zh-CN': zh });
}

function badSignature(key: string): DomainError {
  return new DomainError('unprocessable', 'ledger.bad_signature', {
    en: `The signature of ${key.slice(0, 80)} does not fit the text: one of the two was changed.`,
    'zh-CN': `${key.slice(0, 80)} 的签名与正文不符：正文或签名已被改动。`,
  });
}

function notTrusted(signatures: readonly NoteSignature[]): DomainError {
  const seen = signatures.map(({ name, keyId }) => `${name}+${keyId}`);
  const names = `${seen.slice(0, 3).join(', ').slice(0, 200)}${seen.length > 3 ? ', …' : ''}`;
  return new DomainError('unprocessable', 'ledger.note_not_trusted', {
    en: `No trusted key signed this note; it is signed by ${names}.`,
    'zh-CN': `该签名文件没有可信密钥的签名；签名者为 ${names}。`,
  });
}
