import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { closeServer } from '../../close-server';

/** One request that came to the door. */
export interface Knock {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A small HTTP server that keeps what it got and answers as a test says. */
export class HouseDoor {
  readonly knocks: Knock[] = [];
  answer: (response: ServerResponse, knock: Knock) => void = (response) => response.end('success');

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<HouseDoor> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const door = new HouseDoor(server, `http://127.0.0.1:${String(port)}`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const knock = { headers: request.headers, body: Buffer.concat(chunks) };
        door.knocks.push(knock);
        door.answer(response, knock);
      });
    });
    return door;
  }

  /**
   * The requests that hold a text, such as the key of an order, once so many have come: what is
   * told of earlier orders may come in between. After a minute, those that there are.
   */
  async about(text: string, count = 1): Promise<readonly Knock[]> {
    const deadlineMs = Date.now() + 60_000;
    for (;;) {
      const found = this.knocks.filter(({ body }) => body.includes(text));
      if (found.length >= count || Date.now() > deadlineMs) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async close(): Promise<void> {
    await closeServer(this.server);
  }
}
