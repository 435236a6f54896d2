import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';

import type { DeliveryResult } from '../domain/delivery';
import { MailCarrier } from './mail-carrier';
import type { OutgoingMail } from './mail-carrier';

/** How long each step and a whole mail may take: less than the pause before another try. */
export interface SmtpLimits {
  readonly connectMs: number;
  readonly silenceMs: number;
  readonly mailMs: number;
}

const LIMITS: SmtpLimits = { connectMs: 10_000, silenceMs: 20_000, mailMs: 45_000 };
const CONNECTIONS_MAX = 4;
const MAILS_PER_CONNECTION_MAX = 100;

/** Sends mails to a server over a few connections that stay open. */
export class SmtpCarrier extends MailCarrier implements OnApplicationShutdown {
  private readonly transport: Transporter<SMTPPool.SentMessageInfo>;

  constructor(
    smtpUrl: string,
    private readonly limits: SmtpLimits = LIMITS,
  ) {
    super();
    this.transport = createTransport({
      ...serverOf(smtpUrl),
      pool: true,
      maxConnections: CONNECTIONS_MAX,
      maxMessages: MAILS_PER_CONNECTION_MAX,
      connectionTimeout: limits.connectMs,
      greetingTimeout: limits.connectMs,
      socketTimeout: limits.silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async carry({ from, to, raw }: OutgoingMail): Promise<DeliveryResult> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<DeliveryResult>((resolve) => {
      timer = setTimeout(() => {
        resolve({ outcome: 'unsure', problem: 'timeout' });
      }, this.limits.mailMs);
    });
    const sending = this.transport
      .sendMail({ envelope: { from, to: [to] }, raw })
      .then(({ response }) => taken(response), failed);
    try {
      return await Promise.race([sending, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

function serverOf(smtpUrl: string): SMTPPool.Options {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return { host, port, secure, ...(user === '' ? {} : { auth: { user, pass } }) };
}

const QUEUED_AS = /(?:queued as|id=|queue id)\s*[:=]?\s*<?([\w.@-]{1,80})/i;

/** Servers name what they have taken: `250 2.0.0 Ok: queued as 4F2A…`. For operators. */
function taken(response: string): DeliveryResult {
  const [, id = null] = QUEUED_AS.exec(response) ?? [];
  return { outcome: 'sent', providerId: id };
}

/**
 * Only an answer about this recipient or this mail is final. What a server says about itself, about
 * us (our login, our sender address) or nothing at all may be another one tomorrow.
 */
function failed(error: unknown): DeliveryResult {
  const { responseCode, command, code } = error as {
    readonly responseCode?: number;
    readonly command?: string;
    readonly code?: string;
  };
  if (responseCode === undefined) return { outcome: 'unsure', problem: problemOf(code) };
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  const isFinal = isAboutMail && responseCode >= 500;
  return { outcome: isFinal ? 'refused' : 'unsure', problem: `smtp ${String(responseCode)}` };
}

function problemOf(code: string | undefined): string {
  if (code === 'ETIMEDOUT') return 'timeout';
  return code === 'EAUTH' ? 'smtp login' : 'connection';
}
