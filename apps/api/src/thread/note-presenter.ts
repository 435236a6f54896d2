import { Injectable } from '@nestjs/common';

import { ThreadQueries } from '@app/messaging';
import type { ClaimNoteEntity } from '@app/messaging';
import type { Actor, Reads } from '@app/platform';

import { presentRedactable } from './redactable';

/** Shows notes to staff. */
@Injectable()
export class NotePresenter {
  constructor(private readonly threads: ThreadQueries) {}

  async present(reads: Reads, notes: readonly ClaimNoteEntity[], viewer: Actor): Promise<object[]> {
    const redactions = await this.threads.noteRedactions(reads, notes);
    return notes.map((note) => {
      const copies = redactions.filter(({ noteId }) => noteId === note.id);
      return {
        id: note.id,
        claimId: note.claimId,
        at: note.at.toISOString(),
        author: { id: note.authorId, role: note.authorRole, name: note.authorName },
        ...presentRedactable({ body: note.body }, copies, viewer),
      };
    });
  }
}
