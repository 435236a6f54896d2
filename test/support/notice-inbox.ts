import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One notice as it came over the wire: what `ReceiveNotice` is given. */
export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
}

/** Where a rail delivers its notices in a test: each is kept as it came. */
export class NoticeInbox {
  private constructor(
    readonly url: string,
    private readonly deliveries: readonly Delivery[],
    private readonly stop: () => Promise<void>,
  ) {}

  static async open(): Promise<NoticeInbox> {
    const received: Delivery[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, rawBody: Buffer.concat(chunks) });
        response.writeHead(204).end();
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    return new NoticeInbox(`http://127.0.0.1:${port}/`, received, async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    });
  }

  /** The notices about one of our references, once so many have come. */
  async about(reference: string, count: number): Promise<Delivery[]> {
    const until = Date.now() + 5_000;
    for (;;) {
      const found = this.deliveries.filter(({ rawBody }) => rawBody.includes(reference));
      if (found.length >= count) return found;
      if (Date.now() > until) throw new Error(`${found.length} of ${count} notices came.`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async close(): Promise<void> {
    await this.stop();
  }
}
