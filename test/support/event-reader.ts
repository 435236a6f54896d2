import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';

export interface SeenEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** Reads a stream of events as a browser does, over a connection of its own. */
export class EventReader {
  readonly events: SeenEvent[] = [];
  beats = 0;
  hasEnded = false;
  private text = '';

  private constructor(
    private readonly sent: ClientRequest,
    readonly status: number,
    readonly headers: IncomingMessage['headers'],
  ) {}

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventReader> {
    return new Promise((resolve, reject) => {
      const accept = { Accept: 'text/event-stream' };
      const sent = request(url, { headers: { ...accept, ...headers } }, (response) => {
        const reader = new EventReader(sent, response.statusCode ?? 0, response.headers);
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          reader.take(text);
        });
        response.on('close', () => (reader.hasEnded = true));
        response.on('error', () => (reader.hasEnded = true));
        resolve(reader);
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  close(): void {
    this.sent.destroy();
  }

  private take(text: string): void {
    this.text += text;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) this.read(block.split('\n'));
  }

  private read(lines: readonly string[]): void {
    const field = (name: string): string =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    if (lines[0]?.startsWith(':') === true) this.beats += 1;
    if (field('event') === '') return;
    const data = JSON.parse(field('data')) as unknown;
    this.events.push({ event: field('event'), id: field('id'), data });
  }
}

/** Asks for a stream and goes away before there is an answer. */
export async function leaveAtOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const sent = request(url, { headers: { Accept: 'text/event-stream', ...headers } });
  sent.on('error', () => undefined);
  await new Promise((resolve) => {
    sent.on('close', resolve);
    sent.end(() => sent.destroy());
  });
}
