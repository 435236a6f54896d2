import type { AddressInfo } from 'node:net';

import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerSession } from 'smtp-server';

/** What the server does to whoever brings a mail. */
export type SmtpMood =
  | 'takes' // 250
  | 'is busy' // 451 after the text: try again later
  | 'greets busy' // 421 before anything is said
  | 'knows no such recipient' // 550 to RCPT TO
  | 'refuses the text' // 554 after DATA
  | 'refuses us' // 550 to MAIL FROM: about us, not about the mail
  | 'falls silent' // takes the text and says nothing more
  | 'takes it and drops the line'; // the text is kept, and nobody hears that it was

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly parsed: ParsedMail;
  readonly raw: string;
}

/** A mail server as they are, on a port of its own: it keeps what it takes, and has moods. */
export class SmtpInbox {
  readonly mails: TakenMail[] = [];
  mood: SmtpMood = 'takes';
  /** Connections that were opened. */
  connections = 0;
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_session, answer) => {
        this.connections += 1;
        answer(this.mood === 'greets busy' ? refusal(421, 'Too busy') : null);
      },
      onMailFrom: (_address, _session, answer) => {
        answer(this.mood === 'refuses us' ? refusal(550, 'Sender rejected') : null);
      },
      onRcptTo: (_address, _session, answer) => {
        const isUnknown = this.mood === 'knows no such recipient';
        answer(isUnknown ? refusal(550, 'No such user here') : null);
      },
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.take(Buffer.concat(chunks), session, answer));
      },
    });
    // Whoever drops a line makes an error of it, here as there.
    this.server.on('error', () => undefined);
  }

  static async open(): Promise<SmtpInbox> {
    const inbox = new SmtpInbox();
    await new Promise<void>((resolve) => {
      inbox.server.listen(0, '127.0.0.1', resolve);
    });
    return inbox;
  }

  get url(): string {
    const { port } = this.server.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${String(port)}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private async take(
    raw: Buffer,
    session: SMTPServerSession,
    answer: (error?: Error | null, message?: string) => void,
  ): Promise<void> {
    if (this.mood === 'falls silent') return;
    if (this.mood === 'is busy') {
      answer(refusal(451, 'Try again later'));
      return;
    }
    if (this.mood === 'refuses the text') {
      answer(refusal(554, 'Not here'));
      return;
    }
    const { mailFrom, rcptTo } = session.envelope;
    this.mails.push({
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      parsed: await simpleParser(raw),
      raw: raw.toString('latin1'),
    });
    if (this.mood === 'takes it and drops the line') {
      this.dropAll();
      return;
    }
    answer(null, `2.0.0 Ok: queued as Q${String(this.mails.length)}`);
  }

  private dropAll(): void {
    const { connections } = this.server as unknown as {
      connections: Set<{ _socket: { destroy(): void } }>;
    };
    for (const { _socket } of connections) _socket.destroy();
  }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
