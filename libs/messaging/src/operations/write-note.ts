import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { ClaimNoteEntity } from '../persistence/claim-note.entity';

/** Writes down about a claim what only staff read. Nothing follows from it, and nobody is told. */
@Injectable()
export class WriteNote {
  constructor(
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, actor: Actor, claim: ClaimEntity, body: string): Promise<ClaimNoteEntity> {
    const note: ClaimNoteEntity = {
      lane: claim.lane,
      id: newId('nte', claim.lane),
      claimId: claim.id,
      authorId: actor.id,
      authorRole: actor.role,
      authorName: actor.name,
      body,
      at: this.clock.now(),
    };
    await tx.insert(ClaimNoteEntity, note);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'note.written',
      objectId: claim.id,
      facts: { noteId: note.id },
    });
    return note;
  }
}
