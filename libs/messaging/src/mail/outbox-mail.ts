import { simpleParser } from 'mailparser';

/** A mail of the outbox, as whoever reads it there sees it. */
export interface OutboxMail {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  /** Its bytes, as they would have left. */
  readonly raw: string;
}

/** Reads one of our own mails back. */
export async function outboxMail(raw: Buffer): Promise<OutboxMail> {
  const mail = await simpleParser(raw);
  const [to] = mail.to === undefined ? [] : [mail.to].flat();
  return {
    from: mail.from?.text ?? '',
    to: to?.text ?? '',
    replyTo: mail.replyTo?.text ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    raw: raw.toString('latin1'),
  };
}
