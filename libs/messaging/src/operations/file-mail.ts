import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { cutQuote } from '../domain/cut-quote';
import { mailFilesOutcome } from '../domain/mail-outcome';
import type { LookedAtFile } from '../mail/keep-mail-files';
import type { ReadableMail } from '../mail/parse-mail';
import type { MailTarget } from '../mail-target';
import { NoticePost } from '../notice-post';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import type { MessageEntity } from '../persistence/message.entity';
import { AttachMailFiles } from './attach-mail-files';
import { PostMessage } from './post-message';

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

const NO_TEXT = '（无正文 / no text）';

/** Puts a mail on the thread of its claim, with its files as evidence when it is to be trusted. */
@Injectable()
export class FileMail {
  constructor(
    private readonly postMessage: PostMessage,
    private readonly attachMailFiles: AttachMailFiles,
    private readonly noticePost: NoticePost,
  ) {}

  /** What is refused or unclear of the files is told to the claimant, on the same thread. */
  async run(tx: Tx, found: MailOnClaim): Promise<MessageEntity> {
    const { claim, row, mail, trust } = found;
    const { body, quoted } = cutQuote(mail.text);
    const isVerified = trust === 'verified';
    const actor = senderOf(found);
    const message = await this.postMessage.run(tx, actor, {
      claimId: claim.id,
      direction: 'in',
      channel: 'mail',
      body: body === '' ? withoutText(mail) : body,
      quoted,
      trust,
      inReplyTo: found.inReplyTo,
      causedBy: row.id,
      author: isVerified
        ? { id: row.id, role: 'claimant', name: null }
        : { id: row.id, role: 'unknown', name: nameOf(mail) },
    });
    if (isVerified) await this.attach(tx, actor, found, message);
    return message;
  }

  private async attach(
    tx: Tx,
    actor: Actor,
    found: MailOnClaim,
    message: MessageEntity,
  ): Promise<void> {
    const { claim, row, files } = found;
    const arrived = files.flatMap(({ name, kept }) =>
      kept === null ? [] : [{ name, file: kept, mediaType: kept.mediaType }],
    );
    const attached = await this.attachMailFiles.run(tx, actor, { claim, message }, arrived);
    const refusedBefore = files.flatMap(({ name, refused }) =>
      refused === null ? [] : [{ name, ...refused }],
    );
    const refused = [...refusedBefore, ...attached.refused];
    const outcome = mailFilesOutcome({ ...attached, refused });
    if (outcome === null || !found.mayAnswer) return;
    const values = { outcome };
    await this.noticePost.post(tx, claim, {
      key: 'mail.files',
      values,
      causedBy: `${row.id} files`,
    });
  }
}

/** Who acts when a mail does: its claimant, by this mail and not by an account. */
export function senderOf({ claim, row }: Pick<MailOnClaim, 'claim' | 'row'>): Actor {
  const { id } = row;
  return { id, role: 'claimant', name: id, partyId: claim.claimantPartyId, personId: id };
}

/** Some people write all of it into the subject. */
function withoutText({ subject }: ReadableMail): string {
  return subject === '' || /^\s*(re|回复|答复)\s*[:：]/i.test(subject) ? NO_TEXT : subject;
}

function nameOf({ from, fromName }: ReadableMail): string {
  const address = from ?? '?';
  return fromName === '' ? address : `${fromName} <${address}>`;
}
