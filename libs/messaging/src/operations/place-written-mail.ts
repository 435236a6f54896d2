import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { Addressing } from '../addressing';
import { mailClues } from '../domain/mail-clues';
import type { JudgedMail } from '../domain/mail-nature';
import { mailContentKey } from '../domain/mail-content-key';
import { InboundMailQueries } from '../inbound-mail.queries';
import type { LookedAtFile } from '../mail/keep-mail-files';
import type { ReadableMail } from '../mail/parse-mail';
import { MailTargets } from '../mail-target';
import type { MailTarget } from '../mail-target';
import { InboundMailFileEntity } from '../persistence/inbound-mail-file.entity';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { settleMail } from '../settle-mail';
import type { MailEnd } from '../settle-mail';
import { FileMail } from './file-mail';
import { OweAnswer } from './owe-answer';

/** A mail that a person wrote, read and looked at. */
export interface WrittenMail {
  readonly row: InboundMailEntity;
  readonly mail: ReadableMail;
  readonly judged: JudgedMail;
  readonly files: readonly LookedAtFile[];
}

/** Puts what a person wrote on its claim, or keeps it for them to go on with. */
@Injectable()
export class PlaceWrittenMail {
  constructor(
    private readonly targets: MailTargets,
    private readonly mails: InboundMailQueries,
    private readonly fileMail: FileMail,
    private readonly oweAnswer: OweAnswer,
    private readonly addressing: Addressing,
    private readonly clock: Clock,
  ) {}

  /** The row must be locked by this transaction. The same mail on another way is no second one. */
  async run(tx: Tx, written: WrittenMail): Promise<void> {
    const { row, mail } = written;
    const clues = mailClues({ ...mail, recipient: row.recipient }, this.addressing);
    const target = await this.targets.find(tx, clues, mail.from);
    const claimId = target?.claim.id ?? null;
    const contentKey = mailContentKey({ ...mail, claimId });
    const known = { mail, now: this.clock.now() };
    if (contentKey !== null && (await this.mails.wasRead(tx, contentKey, row.id))) {
      await settleMail(tx, row, { state: 'repeated', claimId }, known);
      return;
    }
    await keepFileRows(tx, written);
    const { unanswerable } = written.judged;
    const refusal = await this.oweAnswer.refusal(tx, { unanswerable, from: mail.from });
    const end =
      target === null
        ? await this.keepForSender(tx, written, refusal)
        : await this.putOnClaim(tx, { ...written, ...target, refusal, clues });
    await settleMail(tx, row, { ...end, contentKey, claimId }, known);
  }

  private async putOnClaim(
    tx: Tx,
    found: WrittenMail &
      MailTarget & {
        readonly refusal: string | null;
        readonly clues: ReturnType<typeof mailClues>;
      },
  ): Promise<MailEnd> {
    const { claim, mail, row, trust, refusal, clues } = found;
    const inReplyTo = await this.targets.answered(tx, claim, clues);
    const mayAnswer = refusal === null;
    const message = await this.fileMail.run(tx, { ...found, inReplyTo, mayAnswer });
    const filed = { messageId: message.id, reason: refusal };
    if (trust === 'verified') return { ...filed, state: 'filed' };
    if (mayAnswer && mail.from !== null) {
      const written = `${mail.subject} ${mail.text}`;
      await this.oweAnswer.run(tx, row, { kind: 'held', to: mail.from, written });
    }
    return { ...filed, state: 'held' };
  }

  private async keepForSender(
    tx: Tx,
    { row, mail }: WrittenMail,
    refusal: string | null,
  ): Promise<MailEnd> {
    if (refusal === null && mail.from !== null) {
      const written = `${mail.subject} ${mail.text}`;
      await this.oweAnswer.run(tx, row, { kind: 'new', to: mail.from, written });
    }
    return { state: 'unclaimed', reason: refusal, body: mail.text };
  }
}

async function keepFileRows(tx: Tx, { row, files }: WrittenMail): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map(({ name, sizeBytes, kept, refused }, position) => ({
    lane: row.lane,
    inboundMailId: row.id,
    position,
    name,
    sha256: kept?.sha256 ?? null,
    mediaType: kept?.mediaType ?? null,
    sizeBytes,
    refusedCode: refused?.code ?? null,
    refusedText: refused?.text ?? null,
  }));
  await tx.insert(InboundMailFileEntity, rows);
}
