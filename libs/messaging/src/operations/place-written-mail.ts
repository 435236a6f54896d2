import { Injectable } from '@nestjs/common';

import { HearClaimant } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { Addressing } from '../mail/addressing';
import { isHostAddress } from '../domain/inbound-mail';
import { mailClues } from '../domain/mail-clues';
import type { JudgedMail } from '../domain/mail-nature';
import { mailContentKey } from '../domain/mail-content-key';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import type { LookedAtFile } from '../mail/keep-mail-files';
import type { ReadableMail } from '../mail/parse-mail';
import { MailTargets } from '../mail/mail-target';
import type { MailTarget } from '../mail/mail-target';
import { InboundMailFileEntity } from '../persistence/inbound-mail-file.entity';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { settleMail } from '../mail/settle-mail';
import type { MailEnd } from '../mail/settle-mail';
import { FileMail } from './file-mail';
import { OweAnswer } from './owe-answer';

/** A mail that a person wrote, read and looked at. */
export interface WrittenMail {
  readonly row: InboundMailEntity;
  readonly mail: ReadableMail;
  readonly judged: JudgedMail;
  readonly files: readonly LookedAtFile[];
}

/** What became of a mail, and of its files. */
interface PlacedMail {
  readonly end: MailEnd;
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
    private readonly hearClaimant: HearClaimant,
    private readonly addressing: Addressing,
    private readonly clock: Clock,
  ) {}

  /** The row must be locked by this transaction. The same mail on another way is no second one. */
  async run(tx: Tx, written: WrittenMail): Promise<void> {
    const { row, mail } = written;
    // Who writes to those who run the mail writes to no claim, whatever the mail names.
    const isForHost = isHostAddress(row.recipient, null);
    const clues = isForHost
      ? []
      : mailClues({ ...mail, recipient: row.recipient }, this.addressing);
    const target = await this.targets.find(tx, clues, mail.from);
    const claimId = target?.claim.id ?? null;
    const contentKey = mailContentKey({ ...mail, claimId, isForHost });
    const known = { mail, now: this.clock.now() };
    if (contentKey !== null && (await this.mails.wasRead(tx, contentKey, row.id))) {
      await settleMail(tx, row, { state: 'repeated', claimId }, known);
      return;
    }
    const unanswerable = isForHost ? 'host address' : written.judged.unanswerable;
    const refusal = await this.oweAnswer.refusal(tx, { unanswerable, from: mail.from });
    const { end, files } =
      target === null
        ? { end: await this.keepForSender(tx, written, refusal), files: written.files }
        : await this.putOnClaim(tx, { ...written, ...target, refusal, clues });
    await keepFileRows(tx, row, files);
    await settleMail(tx, row, { ...end, contentKey, claimId }, known);
  }

  private async putOnClaim(
    tx: Tx,
    found: WrittenMail &
      MailTarget & {
        readonly refusal: string | null;
        readonly clues: ReturnType<typeof mailClues>;
      },
  ): Promise<PlacedMail> {
    const { claim, mail, row, trust, refusal, clues } = found;
    const inReplyTo = await this.targets.answered(tx, claim, clues);
    const mayAnswer = refusal === null;
    const { message, files } = await this.fileMail.run(tx, { ...found, inReplyTo, mayAnswer });
    const filed = { messageId: message.id, reason: refusal };
    if (trust === 'verified') return { end: { ...filed, state: 'filed' }, files };
    if (mayAnswer && mail.from !== null) {
      const written = `${mail.subject} ${mail.text}`;
      await this.oweAnswer.run(tx, row, { kind: 'held', to: mail.from, written });
      // They were told that somebody looks at it: also where nobody would have to any more.
      await this.hearClaimant.oweLook(tx, claim.id);
    }
    return { end: { ...filed, state: 'held' }, files };
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

async function keepFileRows(
  tx: Tx,
  row: Pick<InboundMailEntity, 'lane' | 'id'>,
  files: readonly LookedAtFile[],
): Promise<void> {
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
