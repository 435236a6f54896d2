import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { Injectable, Logger } from '@nestjs/common';

import { ClaimLinks, CountArrival, EvidenceFiles } from '@app/claims';
import { FileStore, UnitOfWork } from '@app/platform';

import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { keepMailFiles } from '../mail/keep-mail-files';
import type { KeepFile } from '../mail/keep-mail-files';
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
    private readonly countArrival: CountArrival,
    private readonly links: ClaimLinks,
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
    const files = await keepMailFiles(wanted, this.keeping(mail.from ?? row.envelopeFrom));
    await this.unitOfWork.transaction((tx) =>
      this.placeMail.run(tx, { id: row.id, mail, judged, files }),
    );
  }

  /**
   * The bytes of a day are counted by address, and never as a person's own: `From` is anybody's,
   * and nobody is to use up by mail what somebody else may upload.
   */
  private keeping(from: string): KeepFile {
    const sender = { personId: `mail ${this.links.keyOf('email', from) ?? 'of nobody'}` };
    return (content) =>
      this.countArrival.run(sender, content.length, async () => {
        const file = await this.evidenceFiles.keep(Readable.from([content]));
        return { file, sizeBytes: file.sizeBytes };
      });
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
