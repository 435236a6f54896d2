import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';

export const CHANNEL_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface TakenMessage {
  readonly type: string;
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
}

/** A service for text messages or chats, as an adapter would be: it takes what is signed right. */
export class ChannelInbox {
  readonly messages: TakenMessage[] = [];
  /** What it answers; 0 closes the line without a word. */
  status = 200;
  private server!: Server;

  static async open(): Promise<ChannelInbox> {
    const inbox = new ChannelInbox();
    const webhook = new Webhook(CHANNEL_SECRET);
    inbox.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (inbox.status === 0) {
          request.socket.destroy();
          return;
        }
        const body = Buffer.concat(chunks).toString();
        try {
          webhook.verify(body, request.headers as Record<string, string>);
        } catch {
          response.writeHead(401).end();
          return;
        }
        if (inbox.status < 300) inbox.messages.push(JSON.parse(body) as TakenMessage);
        response.writeHead(inbox.status).end(JSON.stringify({ id: 'sms-1' }));
      });
    });
    await new Promise<void>((resolve) => {
      inbox.server.listen(0, '127.0.0.1', resolve);
    });
    return inbox;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}/send`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}
