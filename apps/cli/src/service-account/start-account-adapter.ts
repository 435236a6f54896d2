import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';

import { closeServer } from '../close-server';
import { readBody } from '../read-body';
import { AccountApi } from './account-api';
import type { AccountConfig } from './account-api';
import { isSignedCallback } from './callback-signature';
import { readCallback, writeReply } from './callback-xml';
import type { AccountMessage } from './callback-xml';

/** Between a service account of a chat platform and the one port for chats that Ganpei has. */
export interface AdapterConfig extends AccountConfig {
  /** What the platform signs its callbacks with. */
  readonly token: string;
  /** What the channel is called here, such as `wechat`. */
  readonly channel: string;
  /** Where Ganpei is, and the secret that it shares with its channels. */
  readonly ganpeiUrl: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
}

export interface RunningAdapter {
  readonly url: string;
  close(): Promise<void>;
}

/** The platform waits for five seconds and then calls again. */
const TIMEOUT_MS = 4_000;

/**
 * Starts the adapter. The platform calls `/callback`; Ganpei posts to `/send`. It keeps nothing:
 * whatever is said twice has the same id, and Ganpei knows it.
 */
export async function startAccountAdapter(
  config: AdapterConfig,
  now: () => Date,
): Promise<RunningAdapter> {
  const adapter = new AccountAdapter(config, new AccountApi(config, now), now);
  const server = createServer((request, response) => {
    adapter.handle(request, response).catch(() => {
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${config.host}:${String(port)}`, close: () => closeServer(server) };
}

class AccountAdapter {
  private readonly webhook: Webhook;

  constructor(
    private readonly config: AdapterConfig,
    private readonly api: AccountApi,
    private readonly now: () => Date,
  ) {
    this.webhook = new Webhook(config.secret);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://adapter');
    const body = await readBody(request);
    if (body === null) {
      response.writeHead(413).end();
    } else if (url.pathname === '/callback') {
      await this.callback(request, url, body, response);
    } else if (request.method === 'POST' && url.pathname === '/send') {
      await this.send(request, body, response);
    } else {
      response.writeHead(404).end();
    }
  }

  private async callback(
    request: IncomingMessage,
    url: URL,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const asked = (name: string): string => url.searchParams.get(name) ?? '';
    const query = {
      signature: asked('signature'),
      timestamp: asked('timestamp'),
      nonce: asked('nonce'),
    };
    if (!isSignedCallback(this.config.token, query)) {
      response.writeHead(401).end();
      return;
    }
    if (request.method === 'GET') {
      // How the platform makes sure that this is the place: it wants its own word back.
      response.writeHead(200, { 'content-type': 'text/plain' }).end(asked('echostr'));
      return;
    }
    const message = readCallback(body);
    const reply = message === null ? null : await this.handOver(message);
    const xml = message === null || reply === null ? '' : writeReply(message, reply, this.now());
    // An empty answer has the platform call again: nothing was kept here that could be lost.
    response.writeHead(reply === null ? 500 : 200, { 'content-type': 'text/xml' }).end(xml);
  }

  /** Ganpei's reply in Chinese; null when it does not answer. */
  private async handOver({ id, user: from, text }: AccountMessage): Promise<string | null> {
    const { ganpeiUrl, channel } = this.config;
    const body = JSON.stringify({ type: 'message.received', id, from, text });
    const now = this.now();
    const signed = {
      'content-type': 'application/json',
      'webhook-id': `in-${id}`,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': this.webhook.sign(`in-${id}`, now, body),
    };
    try {
      const response = await fetch(`${ganpeiUrl}/v1/channels/${channel}/inbound`, {
        method: 'POST',
        headers: signed,
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) return null;
      const { reply } = (await response.json()) as { reply?: { 'zh-CN'?: string } };
      return reply?.['zh-CN'] ?? null;
    } catch {
      return null;
    }
  }

  private async send(
    request: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const message = this.verified(request, body);
    if (message === null) {
      response.writeHead(401).end();
      return;
    }
    const result = await this.api.send(message.to, message.text);
    const status = { sent: 200, refused: 422, later: 503 }[result];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: message.id }));
  }

  private verified(
    request: IncomingMessage,
    body: string,
  ): { readonly id: string; readonly to: string; readonly text: string } | null {
    try {
      const headers = request.headers as Record<string, string>;
      return this.webhook.verify(body, headers) as { id: string; to: string; text: string };
    } catch {
      return null;
    }
  }
}
