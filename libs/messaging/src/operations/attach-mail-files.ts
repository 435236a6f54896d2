import { Injectable } from '@nestjs/common';

import { AddEvidence, CORRESPONDENCE, EndWaiting } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { Actor, StoredFile, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { itemOfMailFile } from '../domain/mail-item';
import type { WaitedItem } from '../domain/mail-item';
import { MessageAttachmentEntity } from '../persistence/message-attachment.entity';
import type { MessageEntity } from '../persistence/message.entity';

/** A file that came with a mail, and is kept. */
export interface ArrivedFile {
  /** Its place in the mail. */
  readonly position: number;
  readonly name: string;
  readonly file: StoredFile;
  readonly mediaType: string;
}

/** What became of the files of a mail on its claim. */
export interface AttachedFiles {
  readonly count: number;
  /** Those that nobody can tell the item of, while the claimant is waited for several. */
  readonly unsorted: readonly string[];
  /** What they are waited for still. */
  readonly waited: readonly WaitedItem[];
  readonly refused: readonly RefusedFile[];
}

export interface RefusedFile {
  readonly position: number;
  readonly name: string;
  readonly code: string;
  readonly text: Bilingual;
}

/** Makes the files of a mail evidence of its claim, and shows them with its message. */
@Injectable()
export class AttachMailFiles {
  constructor(
    private readonly addEvidence: AddEvidence,
    private readonly endWaiting: EndWaiting,
    private readonly packs: PackLibrary,
  ) {}

  /** The limits are those of uploads. A file that is refused holds up no other, and no message. */
  async run(
    tx: Tx,
    actor: Actor,
    { claim, message }: { readonly claim: ClaimEntity; readonly message: MessageEntity },
    files: readonly ArrivedFile[],
  ): Promise<AttachedFiles> {
    const waited = files.length === 0 ? [] : await this.waited(tx, claim);
    const refused: RefusedFile[] = [];
    const placed: { readonly name: string; readonly item: string | null }[] = [];
    const evidenceIds = new Map<string, string>();
    for (const file of files) {
      const found = itemOfMailFile(file.name, waited);
      const item = found ?? CORRESPONDENCE.id;
      const added = await this.add(tx, actor, { claimId: claim.id, item, file });
      if ('code' in added) {
        refused.push(added);
        continue;
      }
      if (!evidenceIds.has(added.id)) evidenceIds.set(added.id, file.name);
      placed.push({ name: file.name, item: found });
    }
    await attach(tx, message, evidenceIds);
    const open = waited.filter(({ item }) => !placed.some((one) => one.item === item));
    // Nobody is asked what a file is for where nothing is waited for.
    const unclear = open.length === 0 ? [] : placed.filter(({ item }) => item === null);
    const unsorted = unclear.map(({ name }) => name);
    return { count: evidenceIds.size, unsorted, waited: open, refused };
  }

  private async waited(tx: Tx, claim: ClaimEntity): Promise<WaitedItem[]> {
    const { items } = await this.endWaiting.waiting(tx, claim);
    const { evidence } = await this.packs.pinned(tx, claim);
    return items.flatMap((item) => {
      const rule = evidence.find(({ id }) => id === item);
      return rule === undefined ? [] : [{ item, label: rule.label }];
    });
  }

  /** In a savepoint: what is refused leaves nothing behind, and the rest goes on. */
  private async add(
    tx: Tx,
    actor: Actor,
    { claimId, item, file }: { claimId: string; item: string; file: ArrivedFile },
  ): Promise<{ readonly id: string } | RefusedFile> {
    const { position, name, file: stored, mediaType } = file;
    const evidence = { claimId, item, file: stored, mediaType, fileName: name, description: null };
    try {
      return await tx.transaction((inner) => this.addEvidence.run(inner as Tx, actor, evidence));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { position, name, code: error.code, text: error.text };
    }
  }
}

/** The message was posted a moment ago, or its files waited: they follow those that it has. */
async function attach(
  tx: Tx,
  { lane, id: messageId }: MessageEntity,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  if (files.size === 0) return;
  const first = await tx.countBy(MessageAttachmentEntity, { lane, messageId });
  const rows = [...files].map(([evidenceId, name], index) => ({
    lane,
    messageId,
    position: first + index,
    evidenceId,
    name,
  }));
  await tx.insert(MessageAttachmentEntity, rows);
}
