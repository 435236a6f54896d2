import { Injectable } from '@nestjs/common';

import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { Accounts, SYSTEM, UserEntity, usernameOf } from '@app/platform';
import type { Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { requireStrongPassword } from '../domain/password-rules';
import { endInvitations } from '../end-invitations';
import { takeTurn } from '../take-turn';

export interface Replacement {
  readonly username: string;
  readonly password: string;
  /** Who of the machine's users did it. */
  readonly systemUser: string;
}

/**
 * Sets the password of an account without an invitation, for when nobody can sign in any more. The
 * database lets only the owner of its tables do so: this is for the command line.
 */
@Injectable()
export class ReplacePassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Open invitations end with it. `account.unknown`; what `requireStrongPassword` refuses. */
  async run(tx: Tx, { username, password, systemUser }: Replacement): Promise<void> {
    await takeTurn(tx);
    const user = await tx.findOneBy(UserEntity, { username: usernameOf(username) });
    if (user === null) {
      throw new DomainError('not_found', 'account.unknown', {
        en: `There is no account named "${username}". "ganpei users list" shows them.`,
        'zh-CN': `没有名为“${username}”的账号，可用“ganpei users list”查看。`,
      });
    }
    requireStrongPassword(password, user.username);
    const passwordHash = await this.accounts.passwordHash(password);
    await tx.update(UserEntity, { id: user.id }, { passwordHash });
    await endInvitations(tx, user.id, this.clock.now());
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor: SYSTEM,
      action: 'user.password_replaced',
      objectId: user.id,
      facts: { systemUser },
    });
  }
}
