import { Inject, Injectable } from '@nestjs/common';
import { SignJWT, jwtVerify } from 'jose';

import { Clock, DomainError } from '@app/kernel';

import { SIGNING_KEY } from './auth.tokens';
import type { SigningKey } from './signing-key';

const ISSUER = 'ganpei';
const AUDIENCE = 'ganpei-api';
const ALGORITHM = 'EdDSA';
/** Long enough for a reviewer's page, short enough that a stolen token soon ends. */
export const TOKEN_LIFETIME_S = 900;

/** Issues and checks the short-lived tokens of local accounts. One algorithm, one key. */
@Injectable()
export class AccessTokens {
  constructor(
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  async issue(userId: string): Promise<string> {
    const nowS = Math.floor(this.clock.now().getTime() / 1_000);
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(nowS)
      .setNotBefore(nowS)
      .setExpirationTime(nowS + TOKEN_LIFETIME_S)
      .sign(this.key.privateKey);
  }

  /** Returns the user id that a token was issued for, or throws `unauthenticated`. */
  async verify(token: string): Promise<string> {
    try {
      const { payload } = await jwtVerify(token, this.key.publicKey, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'nbf'],
        currentDate: this.clock.now(),
        clockTolerance: 5,
      });
      return payload.sub ?? '';
    } catch {
      throw new DomainError('unauthenticated', 'auth.token_invalid', {
        en: 'The access token is not valid or has expired. Sign in again at POST /v1/auth/token.',
        'zh-CN': '访问令牌无效或已过期，请重新登录（POST /v1/auth/token）。',
      });
    }
  }
}
