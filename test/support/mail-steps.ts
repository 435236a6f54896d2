import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { MailListener, parseMail } from '@app/messaging';
import type { ReadableMail } from '@app/messaging';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';

import { reported } from './builders';
import type { ClaimJson } from './builders';
import { claimOn } from './builders';
import type { TestService } from './test-service';

/** A service that takes mail, on whatever port is free. */
export const TAKES_MAIL = {
  mailIn: { listen: { protocol: 'smtp', host: '127.0.0.1', port: 0 }, tls: null },
} as const;

export const LIN = 'lin@example.com';

/** A claim of Lin's that says where mail reaches her. */
export async function filedByMailUser(
  service: TestService,
  { email = LIN }: { readonly email?: string } = {},
): Promise<ClaimJson> {
  const contact = { name: 'Lin', email, phone: '+8613800138000', locale: 'zh-CN' };
  const { body, status } = await claimOn(service, await reported(service), { contact });
  if (status !== 201) throw new Error(`Not filed: ${JSON.stringify(body)}`);
  return body as ClaimJson;
}

/** Where the service takes mail. */
export function mailAddressOf(service: TestService): string {
  const { address } = service.app.get(MailListener);
  if (address === null) throw new Error('This service takes no mail.');
  return address;
}

/** Sends a mail as a mail program does: rejects when the service refuses it. */
export async function sendMail(service: TestService, mail: SendMailOptions): Promise<void> {
  const transport = createTransport({ url: mailAddressOf(service), ignoreTLS: true });
  try {
    await transport.sendMail({ from: LIN, subject: 'Re: your mail', ...mail });
  } finally {
    transport.close();
  }
}

/** A mail of ours that went out, with who it is for. */
export interface SentMail extends ReadableMail {
  readonly id: string;
  readonly to: string;
}

/** Every mail that the service has sent, the oldest first. */
export async function sentMails({ stateDir }: Pick<TestService, 'stateDir'>): Promise<SentMail[]> {
  const folder = join(stateDir, 'outbox');
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .map(async (name) => {
        const mail = await parseMail(await readFile(join(folder, name)));
        const to = /<?([^<>\s]+@[^<>\s]+)>?\s*$/.exec(mail.fields.get('to') ?? '')?.[1] ?? '';
        return { ...mail, id: name.slice(0, -'.eml'.length), to };
      }),
  );
  return mails.sort((one, other) => (one.id.slice(4) < other.id.slice(4) ? -1 : 1));
}

/** The address under which a claim is answered: as it stands in a mail of ours. */
export async function replyAddressOf(service: TestService, claim: ClaimJson): Promise<string> {
  const mails = await service.eventually(
    () => sentMails(service),
    (sent) => sent.some(({ subject }) => subject.includes(claim.reference)),
  );
  const mail = mails.find(({ subject }) => subject.includes(claim.reference));
  const address = /reply\+[^\s<>]+/.exec(mail?.fields.get('reply-to') ?? '')?.[0];
  if (address === undefined) throw new Error('Our mail cannot be answered.');
  return address;
}

/** One line of a thread. */
export interface ThreadLine {
  readonly type: string;
  readonly id: string;
  readonly direction: string;
  readonly channel: string;
  readonly body: string;
  readonly quoted: string | null;
  readonly trust: string;
  readonly notice: string | null;
  readonly inReplyTo: string | null;
  readonly author: { readonly role: string; readonly name: string | null };
  readonly files: readonly { readonly name: string; readonly item: string }[];
  readonly refusedFiles: readonly { readonly name: string; readonly code: string }[];
}

/** The messages on a claim that came by mail, the oldest first. */
export async function mailsOn(service: TestService, claim: ClaimJson): Promise<ThreadLine[]> {
  const path = `/v1/claims/${claim.id}/messages?limit=100`;
  const { body } = await service.get('sun', path);
  const { data } = body as { data: ThreadLine[] };
  return data.filter(({ channel }) => channel === 'mail').reverse();
}

/** Waits until so many mails are on a claim. */
export async function untilMailsOn(
  service: TestService,
  claim: ClaimJson,
  count: number,
): Promise<ThreadLine[]> {
  return service.eventually(
    () => mailsOn(service, claim),
    (lines) => lines.length >= count,
  );
}

/** A mail that came in, as it is listed. */
export interface InboundMailJson {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly from: string | null;
  readonly body?: string | null;
  readonly claimId: string | null;
  readonly messageId: string | null;
  readonly files: readonly { readonly name?: string; readonly refused: { code: string } | null }[];
}

/** Waits until every mail is read, and returns them, the oldest first. */
export async function untilAllRead(service: TestService): Promise<InboundMailJson[]> {
  const list = async (): Promise<InboundMailJson[]> => {
    const { body } = await service.get('sun', '/v1/inbound-mails?limit=100');
    return (body as { data: InboundMailJson[] }).data.reverse();
  };
  return service.eventually(list, (mails) => mails.every(({ state }) => state !== 'received'));
}

/** Sends a mail byte for byte, from somebody else in the envelope unless wished else. */
export async function sendRawMail(
  service: TestService,
  to: string,
  lines: readonly string[],
  envelopeFrom = 'envelope@example.com',
): Promise<void> {
  const raw = Buffer.from([...lines, ''].join('\r\n'), 'latin1');
  await sendMail(service, { envelope: { from: envelopeFrom, to }, raw });
}
