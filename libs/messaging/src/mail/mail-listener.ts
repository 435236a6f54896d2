import { readFile } from 'node:fs/promises';

import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server';

import { DomainError } from '@app/kernel';
import { CONFIG, INSTALLATION_SECRET } from '@app/platform';
import type { Config, MailListenConfig } from '@app/platform';

import {
  MAIL_BYTES_MAX,
  RECIPIENTS_MAX,
  intakeAddress,
  isHostAddress,
} from '../domain/inbound-mail';
import { plainAddress } from '../domain/mail-address';
import { readReplyAddress } from '../domain/reply-address';
import { ReceiveMail } from '../operations/receive-mail';

/** RFC 5321 §4.5.3.2 asks for minutes; who is silent for one holds a connection for nothing. */
const SILENCE_MS = 60_000;
const CLIENTS_MAX = 50;
/** How long a mail that is on its way may hold up a shutdown. */
const CLOSE_MS = 3_000;

/** What a mail server is told: its code decides whether it tries again. */
interface Refusal extends Error {
  responseCode: number;
}

/**
 * Takes mails in over SMTP (RFC 5321) or LMTP (RFC 2033). It relays nothing: whatever is not for an
 * address of ours is refused at once. Behind 250 the mail is on disk and in the database; without
 * it the sender's server keeps the mail and comes again.
 */
@Injectable()
export class MailListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailListener.name);
  private server: SMTPServer | null = null;

  constructor(
    private readonly receiveMail: ReceiveMail,
    @Inject(CONFIG) private readonly config: Pick<Config, 'mail' | 'mailIn'>,
    @Inject(INSTALLATION_SECRET) private readonly key: Buffer,
  ) {}

  /** Where mails can be sent to, such as `smtp://127.0.0.1:2525`; null when none are taken. */
  get address(): string | null {
    const { listen } = this.config.mailIn;
    const bound = this.server?.server.address();
    if (listen === null || typeof bound !== 'object' || bound === null) return null;
    const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
    return `${listen.protocol}://${host}:${String(bound.port)}`;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { listen } = this.config.mailIn;
    if (listen === null) return;
    const server = new SMTPServer(await this.options(listen));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(listen.port, listen.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // A client that goes away in the middle of a command is its own affair.
    server.on('error', (error) => {
      this.logger.debug({ event: 'mail.connection', error: error.message });
    });
    this.server = server;
  }

  /** Lets the mails on their way in come to their end; those that are too slow come again. */
  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    await new Promise<void>((resolve) => server.close(resolve));
  }

  private async options({ protocol }: MailListenConfig): Promise<SMTPServerOptions> {
    const { tls } = this.config.mailIn;
    const certificate =
      tls === null ? {} : { cert: await readFile(tls.certFile), key: await readFile(tls.keyFile) };
    return {
      ...certificate,
      name: this.config.mail.domain,
      banner: 'Ganpei',
      lmtp: protocol === 'lmtp',
      size: MAIL_BYTES_MAX,
      authOptional: true,
      disabledCommands: tls === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: false,
      maxClients: CLIENTS_MAX,
      maxRecipients: RECIPIENTS_MAX,
      socketTimeout: SILENCE_MS,
      closeTimeout: CLOSE_MS,
      onRcptTo: ({ address }, _session, done) => {
        done(this.isOurs(address) ? null : refusal(550, 'No such address here'));
      },
      onData: (content, session, done) => {
        this.receive(content, session).then(
          () => {
            done(null, 'OK: kept');
          },
          (error: unknown) => {
            done(this.asRefusal(error));
          },
        );
      },
    };
  }

  /** An address that was changed in any character is no address of ours. */
  private isOurs(address: string): boolean {
    const { domain: mailDomain } = this.config.mail;
    if (plainAddress(address) === intakeAddress(mailDomain)) return true;
    if (isHostAddress(address, mailDomain)) return true;
    return readReplyAddress(address, { mailDomain, key: this.key }) !== null;
  }

  private async receive(content: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const recipients = new Set(rcptTo.map(({ address }) => address.toLowerCase()));
    const from = mailFrom === false ? '' : (plainAddress(mailFrom.address) ?? '');
    try {
      await this.receiveMail.run({ from, recipients: [...recipients] }, content);
    } finally {
      // What was refused half-way has to be read out before it can be answered.
      content.resume();
    }
  }

  /** Too large stays too large; whatever else is wrong with us may be right in a minute. */
  private asRefusal(error: unknown): Refusal {
    if (error instanceof DomainError && error.kind === 'too_large') {
      const most = String(MAIL_BYTES_MAX / 1_024 / 1_024);
      return refusal(552, `The mail is larger than ${most} MB`);
    }
    const said = error instanceof Error ? error.message : String(error);
    this.logger.warn({ event: 'mail.not_kept', error: said });
    return refusal(451, 'Cannot be kept at this moment, please try again');
  }
}

function refusal(responseCode: number, message: string): Refusal {
  return Object.assign(new Error(message), { responseCode });
}
