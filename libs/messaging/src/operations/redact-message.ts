import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { redactedCopy, requireSilentReason } from '../domain/redaction';
import { MessageRedactionEntity } from '../persistence/message-redaction.entity';
import { MessageEntity } from '../persistence/message.entity';
import { ThreadQueries } from '../thread.queries';

/** What is to be blackened, as it stands there, and why. */
export interface Redaction {
  readonly texts: readonly string[];
  readonly reason: string;
}

/**
 * Blackens something in a message. The message stays as it was said, for auditors; everybody else
 * sees the copy. What went out by mail is not called back.
 */
@Injectable()
export class RedactMessage {
  constructor(
    private readonly threads: ThreadQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * A further redaction blackens more of the copy. Refuses what `redactedCopy` and
   * `requireSilentReason` refuse.
   */
  async run(
    tx: Tx,
    actor: Actor,
    message: MessageEntity,
    { texts, reason }: Redaction,
  ): Promise<MessageRedactionEntity> {
    requireSilentReason(reason, texts);
    const { lane, id } = message;
    // One after the other: the second blackens what the first has left.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`redact ${id}`]);
    const held = await this.threads.redactions(tx, [message]);
    const copy = redactedCopy(held.at(-1) ?? message, texts);
    const redaction: MessageRedactionEntity = {
      lane,
      messageId: id,
      position: held.length,
      ...copy,
      reason,
      redactedBy: actor.id,
      redactedByRole: actor.role,
      redactedAt: this.clock.now(),
    };
    await tx.insert(MessageRedactionEntity, redaction);
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'message.redacted',
      objectId: message.claimId,
      reason,
      facts: { messageId: id, position: redaction.position },
    });
    return redaction;
  }
}
