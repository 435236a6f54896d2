import { createHash, createPublicKey } from 'node:crypto';

import { exchangeKey, seededKey } from './testing/seeded-key';
import { formatVerifierKey, isKeyName, parseVerifierKey, verifierKeyOf } from './verifier-key';

/** The verifier keys that the specification and Go's tests publish. */
const PUBLISHED = [
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
  'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
];
const refusal = expect.objectContaining({ code: 'ledger.bad_verifier_key' }) as Error;

describe('a verifier key', () => {
  it.each(PUBLISHED)('%s is read and written as published', (text) => {
    const key = parseVerifierKey(text);
    expect(formatVerifierKey(key)).toBe(text);
    expect(`${key.name}+${key.keyId}`).toBe(text.slice(0, text.lastIndexOf('+', text.length - 44)));
  });

  it('is the same of a private key, its public half, and the text of either', () => {
    const privateKey = seededKey(Buffer.alloc(32, 1));
    const publicKey = createPublicKey(privateKey);
    const text = formatVerifierKey(verifierKeyOf('example.com/ledger', privateKey));
    expect(formatVerifierKey(verifierKeyOf('example.com/ledger', publicKey))).toBe(text);
    expect(parseVerifierKey(text).publicKey.equals(publicKey)).toBe(true);
    expect(text).toMatch(/^example\.com\/ledger\+[0-9a-f]{8}\+A[A-Za-z0-9+/]{43}$/);
  });

  it('has another key ID under another name', () => {
    const key = seededKey(Buffer.alloc(32, 1));
    const [one, other] = ['one', 'other'].map((name) => verifierKeyOf(name, key).keyId);
    expect(one).not.toBe(other);
  });

  it('is refused when any part of it is lost', () => {
    const text = PUBLISHED[0]!;
    for (let begin = 0; begin < text.length; begin += 1) {
      for (let end = begin; end <= text.length; end += 1) {
        if (end - begin === text.length) continue;
        expect(() => parseVerifierKey(text.slice(begin, end))).toThrow(refusal);
      }
    }
  });

  it('is refused when any character of it is changed', () => {
    const text = PUBLISHED[1]!;
    for (let at = 0; at < text.length; at += 1) {
      for (const sign of ['A', 'a', '0', '+', '/', '=', ' ', '\n']) {
        if (text[at] === sign) continue;
        const changed = `${text.slice(0, at)}${sign}${text.slice(at + 1)}`;
        expect(() => parseVerifierKey(changed)).toThrow(refusal);
      }
    }
  });

  /** The text of a key, with the key ID that belongs to it, whatever the name and the bytes are. */
  const made = (name: string, bytes: Buffer): string => {
    const digest = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex');
    return `${name}+${digest.slice(0, 8)}+${bytes.toString('base64')}`;
  };
  const PETER = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64');

  it('is read whatever made it', () => {
    expect(made('PeterNeumann', PETER)).toBe(PUBLISHED[0]);
  });

  it.each([
    ['too short', made('log', PETER.subarray(0, 32))],
    ['too long', made('log', Buffer.concat([PETER, Buffer.alloc(1)]))],
    ['empty', made('log', Buffer.alloc(0))],
    ['of another algorithm', made('log', Buffer.concat([Buffer.of(0x04), PETER.subarray(1)]))],
    ['of a name with a space', made('my log', PETER)],
    ['without a name', made('', PETER)],
    ['with a key ID in capitals', PUBLISHED[0]!.replace('c74f20a3', 'C74F20A3')],
  ])('is refused if it is %s', (_what, text) => {
    expect(() => parseVerifierKey(text)).toThrow(refusal);
  });

  it('is refused if it is not an Ed25519 key', () => {
    const key = exchangeKey(Buffer.alloc(32, 1));
    expect(() => verifierKeyOf('log', key)).toThrow(refusal);
    expect(() => verifierKeyOf('log', createPublicKey(key))).toThrow(refusal);
  });

  it('is computed from a seed as Go computes it', () => {
    const key = verifierKeyOf('EnochRoot', seededKey(Buffer.alloc(32)));
    expect(formatVerifierKey(key)).toBe(PUBLISHED[1]);
  });
});

describe('the name of a key', () => {
  it.each(['example.com/log42', '敢赔', 'a', 'ganpei.example/账本:8443', 'x\u007f'])(
    'may be "%s"',
    (name) => {
      expect(isKeyName(name)).toBe(true);
    },
  );

  it.each([
    ['nothing', ''],
    ['a space', 'a b'],
    ['a plus sign', 'a+b'],
    ['a newline', 'a\nb'],
    ['a tab', 'a\tb'],
    ['a wide space', 'a\u3000b'],
    ['a space that does not break', 'a\u00a0b'],
    ['the next-line sign', 'a\u0085b'],
    ['a control character', 'a\u0001b'],
    ['an unpaired surrogate', 'a\ud800b'],
  ])('may not hold %s', (_what, name) => {
    const key = seededKey(Buffer.alloc(32, 1));
    expect(isKeyName(name)).toBe(false);
    expect(() => verifierKeyOf(name, key)).toThrow(refusal);
  });
});
