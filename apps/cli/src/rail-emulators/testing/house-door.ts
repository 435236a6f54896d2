import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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

  /** Waits until so many requests have come. */
  async until(count: number): Promise<readonly Knock[]> {
    const deadlineMs = Date.now() + 5_000;
    while (this.knocks.length < count && Date.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.knocks;
  }

  async close(): Promise<void> {
    const isClosed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await isClosed;
  }
}
