import { createSecretKey, generateKeyPairSync } from 'node:crypto';

import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';

import { TestClock } from '../../../../test/support/test-clock';
import { AccessTokens, TOKEN_LIFETIME_S } from './access-tokens';

const KEY = generateKeyPairSync('ed25519');
const OTHER_KEY = generateKeyPairSync('ed25519');

interface Wish {
  readonly alg?: string;
  readonly typ?: string;
  readonly iss?: string;
  readonly aud?: string;
  /** Null leaves a claim out. Times are seconds from now. */
  readonly sub?: string | null;
  readonly exp?: number | null;
  readonly nbf?: number | null;
}

describe('an access token', () => {
  let clock: TestClock;
  let tokens: AccessTokens;

  beforeEach(() => {
    clock = new TestClock();
    tokens = new AccessTokens(KEY, clock);
  });

  /** A token as ours, but for what is wished. */
  function aToken(wish: Wish = {}): SignJWT {
    const { alg = 'EdDSA', typ = 'at+jwt', ...claims } = wish;
    const nowS = Math.floor(clock.now().getTime() / 1_000);
    const usual = { iss: 'ganpei', aud: 'ganpei-api', sub: 'usr_1', exp: 60, nbf: 0 };
    const payload = Object.entries({ ...usual, ...claims })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'number' ? nowS + value : value] as const);
    return new SignJWT(Object.fromEntries(payload)).setProtectedHeader({ alg, typ });
  }

  const expectRefused = async (token: string): Promise<void> => {
    await expect(tokens.verify(token)).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'auth.token_invalid',
    });
  };

  it('names the account that it was issued for, and nothing else', async () => {
    const token = await tokens.issue('usr_1');
    expect(await tokens.verify(token)).toBe('usr_1');
    expect(Object.keys(decodeJwt(token)).sort()).toEqual([
      'aud',
      'exp',
      'iat',
      'iss',
      'nbf',
      'sub',
    ]);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', typ: 'at+jwt' });
  });

  it('is good for a quarter of an hour', async () => {
    const token = await tokens.issue('usr_1');
    clock.moveOn((TOKEN_LIFETIME_S - 1) * 1_000);
    expect(await tokens.verify(token)).toBe('usr_1');
    clock.moveOn(7_000);
    await expectRefused(token);
  });

  it('is taken when it is made as ours are', async () => {
    expect(await tokens.verify(await aToken().sign(KEY.privateKey))).toBe('usr_1');
  });

  it.each<[string, Wish]>([
    ['has expired', { exp: -6 }],
    ['never expires', { exp: null }],
    ['is not valid yet', { nbf: 6 }],
    ['does not say from when it is valid', { nbf: null }],
    ['is for somebody else', { aud: 'other-api' }],
    ['was issued by somebody else', { iss: 'other' }],
    ['is of another kind', { typ: 'JWT' }],
    ['names nobody', { sub: null }],
  ])('is refused when it %s', async (_what, wish) => {
    await expectRefused(await aToken(wish).sign(KEY.privateKey));
  });

  it('is refused when another key has signed it', async () => {
    await expectRefused(await aToken().sign(OTHER_KEY.privateKey));
  });

  it('is refused when it is not signed at all', async () => {
    const claims = decodeJwt(await tokens.issue('usr_1'));
    await expectRefused(new UnsecuredJWT(claims).encode());
  });

  it('is refused when our public key was used as a secret', async () => {
    const secret = createSecretKey(KEY.publicKey.export({ type: 'spki', format: 'der' }));
    await expectRefused(await aToken({ alg: 'HS256' }).sign(secret));
  });

  it('is refused when a single character was changed', async () => {
    const token = await tokens.issue('usr_1');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = Buffer.from(payload, 'base64url').toString().replace('usr_1', 'usr_2');
    await expectRefused([header, Buffer.from(other).toString('base64url'), signature].join('.'));
    await expectRefused(
      `${header}.${payload}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    );
  });

  it.each(['', 'a.b.c', '..', 'x'])('is refused when it is %j', async (text) => {
    await expectRefused(text);
  });
});
