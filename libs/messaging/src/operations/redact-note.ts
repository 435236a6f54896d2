import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { redactedCopy, requireSilentReason } from '../domain/redaction';
import { ClaimNoteRedactionEntity } from '../persistence/claim-note-redaction.entity';
import type { ClaimNoteEntity } from '../persistence/claim-note.entity';
import { ThreadQueries } from '../thread.queries';
import type { Redaction } from './redact-message';

/** Blackens something in a note, as `RedactMessage` does it in a message. */
@Injectable()
export class RedactNote {
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
    note: ClaimNoteEntity,
    { texts, reason }: Redaction,
  ): Promise<ClaimNoteRedactionEntity> {
    requireSilentReason(reason, texts);
    const { lane, id } = note;
    // One after the other: the second blackens what the first has left.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`redact ${id}`]);
    const held = await this.threads.noteRedactions(tx, [note]);
    const { body } = redactedCopy({ body: (held.at(-1) ?? note).body, quoted: null }, texts);
    const redaction: ClaimNoteRedactionEntity = {
      lane,
      noteId: id,
      position: held.length,
      body,
      reason,
      redactedBy: actor.id,
      redactedByRole: actor.role,
      redactedAt: this.clock.now(),
    };
    await tx.insert(ClaimNoteRedactionEntity, redaction);
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'note.redacted',
      objectId: note.claimId,
      reason,
      facts: { noteId: id, position: redaction.position },
    });
    return redaction;
  }
}
