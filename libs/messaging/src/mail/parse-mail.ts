import { simpleParser } from 'mailparser';
import type { Attachment, ParsedMail } from 'mailparser';

import { plainName } from '@app/platform';

import { plainAddress } from '../domain/mail-address';
import { keptLine, keptText } from '../domain/mail-text';
import { HTML_CHARS_MAX, htmlAsText } from './html-as-text';
import { undeclaredParts, undeclaredText, withBytesDeclared } from './undeclared-text';

/** A file that came with a mail, whole and in memory: a mail has a limit. */
export interface MailFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** What a mail says, as far as we go on with it. */
export interface ReadableMail {
  /** By their names in lower case, unfolded; of repeated ones the first. */
  readonly fields: ReadonlyMap<string, string>;
  readonly messageId: string;
  /** `In-Reply-To` and `References`. */
  readonly threadIds: string;
  /** Lower case; null when nobody is named. */
  readonly from: string | null;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly MailFile[];
  /** Everything that is written in it in plain text, returned mails included: for bounces. */
  readonly report: string;
}

/** A real mail has a few parts; each nested one costs the parser time, however small it is. */
const PARTS_MAX = 100;
const HEAD_BYTES_MAX = 256 * 1_024;
const REPORT_CHARS_MAX = 200_000;
const LIMITS = {
  skipTextToHtml: true,
  skipImageLinks: true,
  keepCidLinks: true,
  // A mail within a mail is a file like others; only we look for ours in it, for bounces.
  ignoreEmbedded: true,
  keepDeliveryStatus: true,
  checksumAlgo: false,
  maxChildNodes: PARTS_MAX,
  maxHeadSize: HEAD_BYTES_MAX,
  maxHtmlLengthToParse: HTML_CHARS_MAX,
} as const;
/** Parts that mail servers and mail programs add; nobody handed them in. */
const NOT_FILES =
  /^(message\/(delivery-status|disposition-notification|global-delivery-status)|text\/rfc822-headers|application\/(x-)?pkcs7-signature|application\/pgp-signature)$/;

/**
 * Reads a mail (RFC 5322, MIME) in whatever character set it is written. Throws when it has too
 * many parts or too large a head; what is only odd is read as well as it can be.
 */
export async function parseMail(raw: Buffer): Promise<ReadableMail> {
  const mail = await parsed(raw);
  const fields = fieldsOf(mail);
  return {
    ...headOf(mail, fields),
    text: keptText(textOf(mail, fields)),
    files: mail.attachments.filter(isFile).map(fileOf),
    report: reportOf(mail),
  };
}

/** The parser takes text without a character set for UTF-8; what is none is read once more. */
async function parsed(raw: Buffer): Promise<ParsedMail> {
  const mail = await simpleParser(raw, LIMITS);
  if (!`${mail.text ?? ''}${String(mail.html)}`.includes('\uFFFD')) return mail;
  const { text = '', html } = await simpleParser(withBytesDeclared(raw), LIMITS);
  return {
    ...mail,
    text: undeclaredParts(text),
    html: typeof html === 'string' && undeclaredParts(html),
  };
}

function headOf(
  mail: ParsedMail,
  fields: ReadonlyMap<string, string>,
): Omit<ReadableMail, 'text' | 'files' | 'report'> {
  const { messageId = '', subject = '' } = mail;
  const { address = '', name = '' } = mail.from?.value[0] ?? {};
  const said = (field: string): string => fields.get(field) ?? '';
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(said('content-type'))?.[1] ?? null;
  return {
    fields,
    messageId: keptLine(messageId, 500),
    threadIds: `${said('in-reply-to')} ${said('references')}`,
    from: plainAddress(address),
    fromName: keptLine(readable(name, fields.get('from'), charset)),
    subject: keptLine(readable(subject, fields.get('subject'), charset), 300),
  };
}

/**
 * The parser makes text of HTML that stands between parts of text. When HTML is all there is, we
 * make it, without the addresses of links and pictures; of several parts it would make none.
 */
function textOf(mail: ParsedMail, fields: ReadonlyMap<string, string>): string {
  const { text = '', html } = mail;
  const isHtml = /^text\/html\b/i.test(fields.get('content-type') ?? '');
  if (typeof html === 'string' && (isHtml || text.trim() === '')) return htmlAsText(html);
  return text.replace(/\[cid:[^\]\s]{1,300}\]/g, '');
}

function fieldsOf(mail: ParsedMail): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { key, line } of mail.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n[ \t]+/g, ' ');
    if (!fields.has(key)) fields.set(key, value.trim());
  }
  return fields;
}

/** Some programs write their own character set into a head without saying which (not RFC 2047). */
function readable(decoded: string, raw: string | undefined, charset: string | null): string {
  return decoded.includes('\uFFFD') && raw !== undefined ? undeclaredText(raw, charset) : decoded;
}

function isFile({ contentType, content }: Attachment): boolean {
  return !NOT_FILES.test(contentType.toLowerCase()) && content.length > 0;
}

function fileOf({ filename, contentType, content }: Attachment): MailFile {
  return { name: plainName(filename ?? ''), mediaType: contentType.toLowerCase(), content };
}

function reportOf(mail: ParsedMail): string {
  const parts = mail.attachments
    .filter(({ contentType }) => /^(message|text)\//i.test(contentType))
    .map(({ content }) => content.subarray(0, REPORT_CHARS_MAX).toString('latin1'));
  return [...parts, mail.text ?? ''].join('\n').slice(0, REPORT_CHARS_MAX);
}
