import { createHash } from 'node:crypto';

/** What makes a mail that mail, on whatever way it came. */
export interface MailIdentity {
  /** Where it belongs; the same words to two claims are two mails, and so to us and to our host. */
  readonly claimId: string | null;
  readonly isForHost: boolean;
  readonly messageId: string;
  readonly from: string | null;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
}

/**
 * A mail that comes on two ways has other bytes on each: servers write on it where it was. What it
 * is called and what it says are the same. Null without a name: the same words may be said twice.
 */
export function mailContentKey(mail: MailIdentity): string | null {
  if (mail.messageId === '') return null;
  const { claimId, messageId, from, subject, text } = mail;
  const place = mail.isForHost ? 'host' : claimId;
  const files = mail.files.map(({ name, content }) => [name, sha256(content)]);
  return sha256(Buffer.from(JSON.stringify([place, messageId, from, subject, text, files])));
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
