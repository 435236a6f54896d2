import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { cutQuote } from '../domain/cut-quote';
import type { LookedAtFile } from '../mail/keep-mail-files';
import type { ReadableMail } from '../mail/parse-mail';
import type { MailTarget } from '../mail/mail-target';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import type { MessageEntity } from '../persistence/message.entity';
import { AttachMailFiles } from './attach-mail-files';
import { PostMessage } from './post-message';
import { TellOfFiles } from './tell-of-files';
import type { FilesToTell } from './tell-of-files';

/** A mail that belongs to a claim. */
export interface MailOnClaim extends MailTarget {
  readonly row: InboundMailEntity;
  readonly mail: ReadableMail;
  readonly files: readonly LookedAtFile[];
  /** The message that it answers. */
  readonly inReplyTo: string | null;
  /** Whether its sender may be written to because of it. */
  readonly mayAnswer: boolean;
}

/** A mail that is on the thread, with what became of its files there. */
export interface FiledMail {
  readonly message: MessageEntity;
  readonly files: readonly LookedAtFile[];
}

const NO_TEXT = '（无正文 / no text）';
/** Perhaps somebody wrote into the mail that they answer: whoever reads this unfolds it. */
const ONLY_QUOTED = '（引用部分之外无正文 / no text outside the quoted part）';

/** Puts a mail on the thread of its claim, with its files as evidence when it is to be trusted. */
@Injectable()
export class FileMail {
  constructor(
    private readonly postMessage: PostMessage,
    private readonly attachMailFiles: AttachMailFiles,
    private readonly tellOfFiles: TellOfFiles,
  ) {}

  /**
   * What is refused or unclear of the files is told to the claimant, on the same thread. Where the
   * sender may not be written to, that waits for the next mail that is answered; whoever reads the
   * thread sees what was refused at once.
   */
  async run(tx: Tx, found: MailOnClaim): Promise<FiledMail> {
    const { claim, row, mail, trust } = found;
    const { body, quoted } = cutQuote(mail.text);
    const isVerified = trust === 'verified';
    const actor = senderOf(found);
    const message = await this.postMessage.run(tx, actor, {
      claimId: claim.id,
      direction: 'in',
      channel: 'mail',
      body: body === '' ? withoutText(mail, quoted) : body,
      quoted,
      trust,
      inReplyTo: found.inReplyTo,
      causedBy: row.id,
      author: isVerified
        ? { id: row.id, role: 'claimant', name: null }
        : { id: row.id, role: 'unknown', name: nameOf(mail) },
    });
    const files = isVerified ? await this.attach(tx, actor, found, message) : found.files;
    return { message, files };
  }

  private async attach(
    tx: Tx,
    actor: Actor,
    found: MailOnClaim,
    message: MessageEntity,
  ): Promise<LookedAtFile[]> {
    const { claim } = found;
    const arrived = found.files.flatMap(({ name, kept }, position) =>
      kept === null ? [] : [{ position, name, file: kept, mediaType: kept.mediaType }],
    );
    const attached = await this.attachMailFiles.run(tx, actor, { claim, message }, arrived);
    const files = found.files.map((file, position) => {
      const refused = attached.refused.find((one) => one.position === position);
      return refused === undefined ? file : { ...file, kept: null, refused };
    });
    if (found.mayAnswer)
      await this.tellOfFiles.run(tx, found, { ...attached, refused: told(files) });
    return files;
  }
}

/** Who acts when a mail does: its claimant, by this mail and not by an account. */
export function senderOf({ claim, row }: Pick<MailOnClaim, 'claim' | 'row'>): Actor {
  const { id } = row;
  return { id, role: 'claimant', name: id, partyId: claim.claimantPartyId, personId: id };
}

function told(files: readonly LookedAtFile[]): FilesToTell['refused'] {
  return files.flatMap(({ name, refused }) =>
    refused === null ? [] : [{ name, text: refused.text }],
  );
}

/** Some people write all of it into the subject. */
function withoutText({ subject }: ReadableMail, quoted: string | null): string {
  if (subject !== '' && !/^\s*(re|回复|答复)\s*[:：]/i.test(subject)) return subject;
  return quoted === null ? NO_TEXT : ONLY_QUOTED;
}

function nameOf({ from, fromName }: ReadableMail): string {
  const address = from ?? '?';
  return fromName === '' ? address : `${fromName} <${address}>`;
}
