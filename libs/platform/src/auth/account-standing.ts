import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';

import type { Tx } from '../database/tx';
import type { Actor } from './actor';
import { ROLE_WORDS } from './roles';
import type { Role } from './roles';

/**
 * Whether somebody still is who they were when their request came in. Where money or a decision
 * hangs on it this is asked once more, in the transaction: until that ends nobody takes the role
 * away.
 */
@Injectable()
export class AccountStanding {
  /** `auth.account_disabled`, `auth.role_changed`. The machine has no account. */
  async require(tx: Tx, actor: Actor): Promise<void> {
    if (actor.role === 'system') return;
    const [account] = await tx.query<{ role: Role; disabled: boolean }[]>(
      'SELECT role, disabled_at IS NOT NULL AS disabled FROM users WHERE id = $1 FOR SHARE',
      [actor.id],
    );
    if (account === undefined || account.disabled) {
      throw new DomainError('unauthenticated', 'auth.account_disabled', {
        en: 'This account may not sign in.',
        'zh-CN': '该账号不能登录。',
      });
    }
    if (account.role === actor.role) return;
    throw new DomainError('forbidden', 'auth.role_changed', {
      en: `Your role has been changed: it is "${ROLE_WORDS[account.role].en}" now. Sign in again.`,
      'zh-CN': `您的角色已变更为“${ROLE_WORDS[account.role]['zh-CN']}”，请重新登录。`,
    });
  }
}
