import { buffer } from 'node:stream/consumers';

import { Injectable, Logger } from '@nestjs/common';

import { EvidenceFiles } from '@app/claims';
import { FileStore, UnitOfWork } from '@app/platform';

import { InboundMailQueries } from '../inbound-mail.queries';
import { keepMailFiles } from '../mail/keep-mail-files';
import { parseMail } from '../mail/parse-mail';
import type { ReadableMail } from '../mail/parse-mail';
import { PlaceMail } from './place-mail';

/** Reads a mail that was taken in, and has it put where it belongs. */
@Injectable()
export class ReadMail {
  private readonly logger = new Logger(ReadMail.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly mails: InboundMailQueries,
    private readonly evidenceFiles: EvidenceFiles,
    private readonly placeMail: PlaceMail,
  ) {}

  /**
   * Safe to repeat and to run twice at once: whoever comes second finds the mail read. What cannot
   * be read at all is kept for people. Files are looked at before the transaction, which waits for
   * nothing outside.
   */
  async run({ inboundMailId }: { inboundMailId: string }): Promise<void> {
    const row = await this.mails.byId(this.unitOfWork.reads, inboundMailId);
    if (row?.state !== 'received') return;
    const mail = await this.readable(row.id, await buffer(this.files.read(row.sha256)));
    if (mail === null) {
      await this.unitOfWork.transaction((tx) => this.placeMail.unreadable(tx, row.id));
      return;
    }
    const judged = this.placeMail.judge(row, mail);
    const wanted = judged.nature === 'written' ? mail.files : [];
    const files = await keepMailFiles(wanted, this.evidenceFiles);
    await this.unitOfWork.transaction((tx) =>
      this.placeMail.run(tx, { id: row.id, mail, judged, files }),
    );
  }

  /** Whatever the parser says, it says the same tomorrow: nobody waits for that. */
  private async readable(id: string, raw: Buffer): Promise<ReadableMail | null> {
    try {
      return await parseMail(raw);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      this.logger.warn({ event: 'mail.unreadable', inboundMailId: id, error: said });
      return null;
    }
  }
}
