import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { Addressing } from '../mail/addressing';
import { CHAT_CODE_LIFETIME_S, signChatCode } from '../domain/chat-code';

/** Gives a claimant the code by which their chat is joined to their claim. */
@Injectable()
export class IssueChatCode {
  constructor(
    private readonly addressing: Addressing,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The code needs no row; that it was given is on record. */
  async run(
    tx: Tx,
    actor: Actor,
    claim: Pick<ClaimEntity, 'lane' | 'id'>,
  ): Promise<{ readonly code: string; readonly expiresAt: Date }> {
    const expiresAt = new Date(this.clock.now().getTime() + CHAT_CODE_LIFETIME_S * 1_000);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'chat.code_issued',
      objectId: claim.id,
    });
    return { code: signChatCode(claim.id, expiresAt, this.addressing.key), expiresAt };
  }
}
