import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { MoreThanOrEqual } from 'typeorm';

import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { AccountStanding, UserEntity } from '@app/platform';
import type { Actor, Reads, Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { ChangeQueries } from '../change.queries';
import type { ProposedChange } from '../change.queries';
import { endInvitations } from '../end-invitations';
import { UserInvitationEntity } from '../persistence/user-invitation.entity';
import { takeTurn } from '../take-turn';

const LIFE_MS = 72 * 3_600_000;
/** From when its change holds: a right that nobody has used by then is proposed anew. */
const INVITABLE_DAYS = 14;
const DAY_MS = 24 * 3_600_000;

export interface Invitation {
  /** Shown this once; only its digest is kept. */
  readonly token: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

/**
 * Makes the one-time token with which somebody chooses the password of a new account, or a new one.
 * It goes to whoever approved the change and to nobody else: whoever proposed it would otherwise
 * hold an account that they wished for themselves.
 */
@Injectable()
export class IssueInvitation {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changes: ChangeQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Each one makes those before it worthless, and none comes after a password was chosen, or two
   * weeks after the change came into force. Refuses as `change.not_found`, `invitation.none`,
   * `invitation.not_yet`, `invitation.too_late`, `invitation.accepted` or
   * `invitation.account_disabled`.
   */
  async run(tx: Tx, actor: Actor, { changeId }: { changeId: string }): Promise<Invitation> {
    await takeTurn(tx);
    await this.standing.require(tx, actor);
    const invitable = requireInvitable(await this.changes.byId(tx, changeId), actor);
    const now = this.clock.now();
    requireInTime(invitable, now);
    await requireAwaited(tx, invitable);
    const { userId } = invitable;
    await endInvitations(tx, userId, now);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + LIFE_MS);
    await tx.insert(UserInvitationEntity, {
      tokenHash: tokenHash(token),
      userId,
      changeId,
      issuedTo: actor.id,
      expiresAt,
      usedAt: null,
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'user.invited',
      objectId: userId,
      facts: { changeId },
    });
    return { token, userId, expiresAt };
  }
}

/** As the database reckons it when the invitation is accepted. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

interface Invitable {
  readonly userId: string;
  readonly appliedAt: Date;
}

function requireInvitable(found: ProposedChange | null, actor: Actor): Invitable {
  if (found === null || found.approval?.approverPerson !== actor.personId) {
    throw new DomainError('not_found', 'change.not_found', {
      en: 'There is no change of this id that you have approved.',
      'zh-CN': '没有由您批准的该编号变更。',
    });
  }
  const { content } = found.change;
  if (content.kind !== 'user.add' && content.kind !== 'user.invite') {
    throw new DomainError('conflict', 'invitation.none', {
      en: `A change of the kind "${content.kind}" comes with no invitation.`,
      'zh-CN': `“${content.kind}”类变更没有邀请。`,
    });
  }
  const { applied } = found;
  if (applied?.problem === null) return { userId: content.userId, appliedAt: applied.appliedAt };
  const from = found.approval.effectiveAt?.toISOString() ?? '';
  throw new DomainError('conflict', 'invitation.not_yet', {
    en: `This change is not in force: it was approved for ${from}. Look at its status.`,
    'zh-CN': `该变更尚未生效（批准的生效时间为 ${from}），请查看其状态。`,
  });
}

/** An approval that lies there would be a key to the account for ever. */
function requireInTime({ appliedAt }: Invitable, now: Date): void {
  if (now.getTime() <= appliedAt.getTime() + INVITABLE_DAYS * DAY_MS) return;
  throw new DomainError('conflict', 'invitation.too_late', {
    en: `This change came into force more than ${String(INVITABLE_DAYS)} days ago. For an invitation propose "user.invite".`,
    'zh-CN': `该变更生效已超过 ${String(INVITABLE_DAYS)} 天。如需邀请，请提出 user.invite 变更。`,
  });
}

/** And so would an invitation that could be asked for again later. */
async function requireAwaited(reads: Reads, { userId, appliedAt }: Invitable): Promise<void> {
  const usedAt = MoreThanOrEqual(appliedAt);
  if (await reads.existsBy(UserInvitationEntity, { userId, usedAt })) {
    throw new DomainError('conflict', 'invitation.accepted', {
      en: 'A password has been chosen since. For another one propose "user.invite".',
      'zh-CN': '该账号此后已设置密码。如需重设，请提出 user.invite 变更。',
    });
  }
  const { disabledAt } = await reads.findOneByOrFail(UserEntity, { id: userId });
  if (disabledAt === null) return;
  throw new DomainError('conflict', 'invitation.account_disabled', {
    en: 'This account is shut out. Propose "user.enable" first.',
    'zh-CN': '该账号已停用，请先提出 user.enable 变更。',
  });
}
