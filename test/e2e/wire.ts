import { Agent, request } from 'node:http';
import { connect } from 'node:net';

import type { SeenAnswer } from './problems';

export interface WireRequest {
  readonly method: string;
  /** Goes out exactly as it stands here: other clients tidy paths up first. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends requests as they are written, over a few connections that stay open. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly place: { readonly hostname: string; readonly port: string };

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.place = { hostname, port };
  }

  async send(wanted: WireRequest): Promise<SeenAnswer> {
    const { method, path, headers = {}, body } = wanted;
    return new Promise((resolve, reject) => {
      const length =
        body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
      const options = { ...this.place, agent: this.agent, method, path };
      const sent = request({ ...options, headers: { ...length, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sent.on('error', (error) => {
        // A connection that the service closed while nobody used it: once more, on a new one.
        if (sent.reusedSocket) resolve(this.send(wanted));
        else reject(error);
      });
      sent.end(body);
    });
  }

  /** Writes bytes to a connection of their own; what came back until it was closed. */
  async sendBytes(bytes: string | Buffer, waitMs = 3_000): Promise<SeenAnswer | null> {
    return new Promise((resolve) => {
      const { hostname, port } = this.place;
      const chunks: Buffer[] = [];
      const socket = connect(Number(port), hostname);
      socket.setTimeout(waitMs, () => socket.destroy());
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(readAnswer(Buffer.concat(chunks).toString()));
      });
      socket.write(bytes);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function readAnswer(text: string): SeenAnswer | null {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1];
  if (status === undefined) return null;
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), value.join(': ')];
    }),
  );
  return { status: Number(status), headers, text: rest.join('\r\n\r\n') };
}
