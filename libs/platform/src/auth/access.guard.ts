import { createHash, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { DomainError } from '@app/kernel';

import type { RequestWithContext } from '../http/request-context';
import { AccessTokens } from './access-tokens';
import { Accounts } from './accounts';
import { ALLOW, PUBLIC } from './allow.decorator';
import { METRICS_TOKEN } from './auth.tokens';
import { ROLE_WORDS, isAllowed } from './roles';
import type { Permission } from './roles';

/** Lets a request through when its token belongs to somebody whose role may do what it asks. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly accounts: Accounts,
    @Inject(METRICS_TOKEN) private readonly metricsToken: string | null,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.getAllAndOverride<Permission | typeof PUBLIC | undefined>(ALLOW, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needed === PUBLIC) return true;
    const request = context.switchToHttp().getRequest<RequestWithContext>();
    if (needed === 'metrics:read' && this.isScraper(request)) return true;
    request.actor = await this.accounts.actor(await this.tokens.verify(bearerToken(request)));
    if (
      needed === undefined ||
      request.actor.role === 'system' ||
      !isAllowed(request.actor.role, needed)
    ) {
      throw new DomainError('forbidden', 'auth.not_allowed', {
        en: `The role "${ROLE_WORDS[request.actor.role].en}" may not do this.`,
        'zh-CN': `角色“${ROLE_WORDS[request.actor.role]['zh-CN']}”无权执行此操作。`,
      });
    }
    return true;
  }

  /** A scraper cannot sign in anew each quarter of an hour: it has a token of its own. */
  private isScraper({ headers }: RequestWithContext): boolean {
    if (this.metricsToken === null) return false;
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
    const wanted = digest(`Bearer ${this.metricsToken}`);
    return timingSafeEqual(digest(headers.authorization ?? ''), wanted);
  }
}

function bearerToken(request: RequestWithContext): string {
  const header = request.headers.authorization ?? '';
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new DomainError('unauthenticated', 'auth.token_missing', {
      en: 'Send an access token in the header "Authorization: Bearer …". POST /v1/auth/token gives one.',
      'zh-CN': '请在请求头中携带访问令牌“Authorization: Bearer …”，可由 POST /v1/auth/token 获取。',
    });
  }
  return token;
}
