import type { Response } from 'express';

/** A browser that lost us asks again after so long. */
const RETRY_MS = 3_000;
/** Who reads so much slower than things happen is let go, and asks again when they can. */
const UNREAD_MAX_BYTES = 65_536;

/** One answer that never ends, in the form of server-sent events (WHATWG HTML §9.2). */
export class EventStream {
  constructor(private readonly response: Response) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy that waits for a whole answer would wait for ever.
      'X-Accel-Buffering': 'no',
    });
    this.write(`retry: ${String(RETRY_MS)}\n\n`);
  }

  /** `id` comes back to us as `Last-Event-ID` when the browser asks again. */
  send(event: string, id: string, data: object): void {
    this.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Lets proxies and phones see that somebody is still there. */
  beat(): void {
    this.write(': still here\n\n');
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): void {
    if (this.response.writableEnded) return;
    this.response.write(text);
    if (this.response.writableLength > UNREAD_MAX_BYTES) this.response.destroy();
  }
}
