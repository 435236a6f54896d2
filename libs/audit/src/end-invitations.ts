import { MoreThan } from 'typeorm';

import type { Tx } from '@app/platform';

import { UserInvitationEntity } from './persistence/user-invitation.entity';

/** Makes every open invitation to an account worthless. */
export async function endInvitations(tx: Tx, userId: string, now: Date): Promise<void> {
  const open = { userId, expiresAt: MoreThan(now) };
  await tx.update(UserInvitationEntity, open, { expiresAt: now });
}
