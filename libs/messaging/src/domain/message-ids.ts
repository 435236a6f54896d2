import { isId } from '@app/kernel';

/**
 * The Message-ID of a message (RFC 5322 §3.6.4): always the same, so that a mail that went out
 * twice is one mail to whoever reads it, and an answer to it names the message.
 */
export function messageIdOf(messageId: string, mailDomain: string): string {
  return `<${messageId}@${mailDomain.toLowerCase()}>`;
}

/** What all mails of a claim refer to, so that mail programs show them as one conversation. */
export function threadIdOf(claimId: string, mailDomain: string): string {
  return `<${claimId}@${mailDomain.toLowerCase()}>`;
}

const OUR_ID = /<((?:msg|clm)_[0-9a-z]{26})@([^<>\s]+)>/gi;

/**
 * The messages and claims that `In-Reply-To` or `References` of a mail name, the first named first.
 * Anybody can write such a header: it says where a mail belongs, and proves nothing.
 */
export function readOurIds(header: string, mailDomain: string): string[] {
  const found: string[] = [];
  for (const [, id = '', domain = ''] of header.matchAll(OUR_ID)) {
    const isOurs = domain.toLowerCase() === mailDomain.toLowerCase();
    if (isOurs && isId(id.toLowerCase())) found.push(id.toLowerCase());
  }
  return found;
}
