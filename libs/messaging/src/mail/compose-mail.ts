import MailComposer from 'nodemailer/lib/mail-composer';

import { mailLines, mailSubject, plainMail } from '../domain/mail-content';
import type { OutgoingContent } from '../domain/mail-content';
import { messageIdOf, threadIdOf } from '../domain/message-ids';
import { htmlMail } from './mail-layout';

/** A mail before it is bytes. */
export interface MailDraft {
  readonly content: OutgoingContent;
  /** The address to which an answer leads, under the name of whoever answers for it. */
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly messageId: string;
  readonly claimId: string;
  readonly mailDomain: string;
  readonly sentAt: Date;
  /** Written by a machine: other machines leave it alone (RFC 3834 §5). */
  readonly isAutomatic: boolean;
}

/** The bytes of a mail, as text and as HTML; the same ones for the same draft. */
export async function composeMail(draft: MailDraft): Promise<Buffer> {
  const { content, from, to, mailDomain } = draft;
  const lines = mailLines(content);
  const thread = threadIdOf(draft.claimId, mailDomain);
  const composer = new MailComposer({
    from,
    to,
    replyTo: from.address,
    subject: mailSubject(content),
    messageId: messageIdOf(draft.messageId, mailDomain),
    inReplyTo: thread,
    references: thread,
    date: draft.sentAt,
    text: plainMail(lines, content.language),
    html: await htmlMail(lines, content.language),
    textEncoding: 'base64',
    baseBoundary: draft.messageId,
    headers: {
      'Content-Language': content.language,
      ...(draft.isAutomatic ? AUTOMATIC : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The second is for servers that know no RFC 3834, and would answer with an absence. */
const AUTOMATIC = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
};
