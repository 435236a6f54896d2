import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { DEMO_PASSWORD } from './demo-accounts';

const POLL_MS = 100;
const TIMEOUT_MS = 60_000;

/** One person of the demo, who knows the service only through its HTTP API. */
export class DemoClient {
  private constructor(
    private readonly url: string,
    readonly name: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, name: string): Promise<DemoClient> {
    const response = await fetch(`${url}/v1/auth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: `${name}@demo.ganpei`, password: DEMO_PASSWORD }),
    });
    const { accessToken } = await read<{ accessToken: string }>(response);
    return new DemoClient(url, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, accessToken);
  }

  async get<Body>(path: string): Promise<Body> {
    return read(await fetch(`${this.url}${path}`, { headers: this.headers() }));
  }

  async post<Body>(
    path: string,
    body: object,
    given: Readonly<Record<string, string>> = {},
  ): Promise<Body> {
    return read(
      await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers: {
          ...this.headers(),
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
          ...given,
        },
        body: JSON.stringify(body),
      }),
    );
  }

  async upload<Body>(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: File,
  ): Promise<Body> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', file);
    return read(
      await fetch(`${this.url}${path}`, { method: 'POST', headers: this.headers(), body: form }),
    );
  }

  /** Asks again and again until the answer is as wanted. */
  async until<Body>(path: string, isThere: (body: Body) => boolean): Promise<Body> {
    for (let waitedMs = 0; waitedMs < TIMEOUT_MS; waitedMs += POLL_MS) {
      const body = await this.get<Body>(path);
      if (isThere(body)) return body;
      await sleep(POLL_MS);
    }
    throw new Error(`Waited in vain for ${path}`);
  }

  private headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}`, 'Accept-Language': 'zh-CN' };
  }
}

async function read<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json();
  if (!response.ok)
    throw new Error(`${String(response.status)} ${response.url}: ${JSON.stringify(body)}`);
  return body as Body;
}
