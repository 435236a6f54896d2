import { createServer } from 'node:http';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Certificate } from './self-signed-certificate';

/** A webhook as it came. */
export interface TakenWebhook {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Another system that events are posted to, on this machine. It keeps whatever comes. */
export class WebhookInbox {
  readonly taken: TakenWebhook[] = [];
  /** What it does with a request that it has read. */
  answer: (response: ServerResponse, webhook: TakenWebhook) => void = (response) => {
    response.writeHead(204).end();
  };
  private server!: Server;

  /** Listens at an address of this machine; over TLS, when it has a certificate. */
  static async open(address = '127.0.0.1', certificate?: Certificate): Promise<WebhookInbox> {
    const inbox = new WebhookInbox();
    const take: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        const id = headers['webhook-id'] ?? '';
        const webhook = { id, headers, body: Buffer.concat(chunks).toString() };
        inbox.taken.push(webhook);
        inbox.answer(response, webhook);
      });
    };
    inbox.server =
      certificate === undefined ? createServer(take) : createTlsServer({ ...certificate }, take);
    await new Promise<void>((resolve) => {
      inbox.server.listen(0, address, resolve);
    });
    return inbox;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/hooks`;
  }

  /** The kinds of the events that came, in the order in which they came. */
  get types(): string[] {
    return this.taken.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  }

  /** Answers with a status from now on. */
  answerWith(status: number): void {
    this.answer = (response) => {
      response.writeHead(status).end();
    };
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
