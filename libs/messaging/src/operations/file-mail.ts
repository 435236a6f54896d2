import { Injectable } from '@nestjs/common';

import { ClaimEntity } from '@app/claims';
import type { Actor, Tx } from '@app/platform';

import { cutQuote } from '../domain/cut-quote';
import { mailFilesOutcome } from '../domain/mail-outcome';
import type { LookedAtFile } from '../mail/keep-mail-files';
import type { ReadableMail } from '../mail/parse-mail';
import type { MailTarget } from '../mail/mail-target';
import { NoticePost } from '../notices/notice-post';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import type { MessageEntity } from '../persistence/message.entity';
import { ThreadQueries } from '../thread.queries';
import { AttachMailFiles } from './attach-mail-files';
import type { AttachedFiles } from './attach-mail-files';
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

/** A mail that is on the thread, with what became of its files there. */
export interface FiledMail {
  readonly message: MessageEntity;
  readonly files: readonly LookedAtFile[];
}

const TELLS_OF_FILES = 'mail.files';
const NO_TEXT = '（无正文 / no text）';
/** Perhaps somebody wrote into the mail that they answer: whoever reads this unfolds it. */
const ONLY_QUOTED = '（引用部分之外无正文 / no text outside the quoted part）';

/** Puts a mail on the thread of its claim, with its files as evidence when it is to be trusted. */
@Injectable()
export class FileMail {
  constructor(
    private readonly postMessage: PostMessage,
    private readonly attachMailFiles: AttachMailFiles,
    private readonly noticePost: NoticePost,
    private readonly threads: ThreadQueries,
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
    if (found.mayAnswer) await this.tell(tx, { ...found, files }, attached);
    return files;
  }

  /** Of these files, and of what came with earlier mails since the claimant was told last. */
  private async tell(
    tx: Tx,
    { claim, row, files }: Pick<MailOnClaim, 'claim' | 'row' | 'files'>,
    attached: AttachedFiles,
  ): Promise<void> {
    const refused = files.flatMap(({ name, refused: why }) =>
      why === null ? [] : [{ name, text: why.text }],
    );
    // Of this mail itself nothing is written down yet.
    const untold = await this.threads.mailsSinceNotice(tx, claim, TELLS_OF_FILES);
    const earlier = (await this.threads.refusedFiles(tx, untold)).flatMap(
      ({ name, refusedText: text }) => (text === null ? [] : [{ name, text }]),
    );
    const values = mailFilesOutcome({ ...attached, refused, earlier });
    if (values === null) return;
    // What came with the mail has moved the claim on.
    const { lane, id } = claim;
    const now = await tx.findOneByOrFail(ClaimEntity, { lane, id });
    await this.noticePost.post(tx, now, {
      key: TELLS_OF_FILES,
      values: { ...values },
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
function withoutText({ subject }: ReadableMail, quoted: string | null): string {
  if (subject !== '' && !/^\s*(re|回复|答复)\s*[:：]/i.test(subject)) return subject;
  return quoted === null ? NO_TEXT : ONLY_QUOTED;
}

function nameOf({ from, fromName }: ReadableMail): string {
  const address = from ?? '?';
  return fromName === '' ? address : `${fromName} <${address}>`;
}
