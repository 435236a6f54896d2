import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { isId } from '@app/kernel';
import { flushFolder, replaceFile } from '@app/platform';

import type { DeliveryResult } from '../domain/delivery';
import { MailCarrier } from './mail-carrier';
import type { OutgoingMail } from './mail-carrier';

const ENDING = '.eml';

/** A mail in the outbox, as far as its file tells. */
export interface OutboxFile {
  readonly messageId: string;
  readonly sizeBytes: number;
  readonly writtenAt: Date;
}

/**
 * Mails as files, for an installation without a mail server: operators read them, and nothing goes
 * out. A file is there whole or not at all, and survives a power cut once it was answered for.
 */
export class FileOutbox extends MailCarrier {
  private readonly folder: string;

  constructor(private readonly stateDir: string) {
    super();
    this.folder = join(stateDir, 'outbox');
  }

  async carry({ messageId, raw }: OutgoingMail): Promise<DeliveryResult> {
    try {
      const made = await mkdir(this.folder, { recursive: true, mode: 0o700 });
      if (made !== undefined) await flushFolder(this.stateDir);
      // Mails are made of seven-bit lines: their bytes are their characters.
      await replaceFile(this.pathOf(messageId), raw.toString('latin1'));
      return { outcome: 'sent', providerId: null };
    } catch {
      return { outcome: 'unsure', problem: 'disk' };
    }
  }

  /** The newest mails before `after`, one more than the limit: ids are in the order of time. */
  async list(page: { readonly limit: number; readonly after?: string }): Promise<OutboxFile[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((id) => isId(id) && (page.after === undefined || madeAt(id) < madeAt(page.after)))
      .sort((one, other) => (madeAt(one) < madeAt(other) ? 1 : -1))
      .slice(0, page.limit + 1);
    return Promise.all(ids.map((id) => this.fileOf(id)));
  }

  /** The bytes of a mail; null when there is none of this message. */
  async read(messageId: string): Promise<Buffer | null> {
    if (!isId(messageId)) return null;
    return readFile(this.pathOf(messageId)).catch(() => null);
  }

  private async fileOf(messageId: string): Promise<OutboxFile> {
    const { size, mtime } = await stat(this.pathOf(messageId));
    return { messageId, sizeBytes: size, writtenAt: mtime };
  }

  private pathOf(messageId: string): string {
    return join(this.folder, `${messageId}${ENDING}`);
  }
}

/** Answers are named after the mail that they answer: without its prefix an id is its time. */
function madeAt(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}
