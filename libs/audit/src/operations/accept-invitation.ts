import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';

import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { Accounts, SYSTEM, UserEntity } from '@app/platform';
import type { Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { requireStrongPassword } from '../domain/password-rules';
import { UserInvitationEntity } from '../persistence/user-invitation.entity';
import { tokenHash } from './issue-invitation';

/** Somebody who was invited chooses a password. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly accounts: Accounts,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `invitation.not_valid` for one that is unknown, used, too old, or to an account that was shut
   * out; what `requireStrongPassword` refuses leaves it as it is.
   */
  async run(tx: Tx, { token, password }: { token: string; password: string }): Promise<void> {
    const now = this.clock.now();
    const invitation = await tx.findOneBy(UserInvitationEntity, {
      tokenHash: tokenHash(token),
      usedAt: IsNull(),
      expiresAt: MoreThan(now),
    });
    if (invitation === null) throw notValid();
    const { userId, changeId } = invitation;
    const { username } = await tx.findOneByOrFail(UserEntity, { id: userId });
    requireStrongPassword(password, username);
    const hash = await this.accounts.passwordHash(password);
    // Of two who accept it at once the second finds it used.
    const [row] = await tx.query<{ userId: string | null }[]>(
      'SELECT accept_invitation($1, $2, $3) AS "userId"',
      [token, hash, now],
    );
    if (row?.userId !== userId) throw notValid();
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor: SYSTEM,
      action: 'user.password_set',
      objectId: userId,
      facts: { changeId },
    });
  }
}

function notValid(): DomainError {
  return new DomainError(
    'unprocessable',
    'invitation.not_valid',
    {
      en: 'This invitation is unknown, was used or replaced, or is older than 72 hours. Ask the person who gave it to you for a new one.',
      'zh-CN': '邀请无效、已使用、已被新的邀请取代或已超过 72 小时，请向给您邀请的人重新领取。',
    },
    { field: 'token' },
  );
}
