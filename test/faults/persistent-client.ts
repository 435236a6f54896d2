import { setTimeout as sleep } from 'node:timers/promises';

import { DEMO_PASSWORD } from '../../apps/cli/src/demo/demo-accounts';

const RETRY_MS = 50;
/** Longer than everything that a test of this folder may take. */
const PATIENCE_MS = 300_000;
/** Answers after which a client is told to ask again. */
const AGAIN = [429, 503];

/** A request that was acknowledged, and all that is needed to send it once more. */
export interface Acknowledged<Body> {
  readonly status: number;
  readonly body: Body;
  /** The same request under the same key. */
  repeat(): Promise<Acknowledged<Body>>;
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly next: string | null;
}

/** What the clients of a test saw together. */
export interface Sightings {
  /** Requests that had left when the connection broke: nobody knows what became of them. */
  interrupted: number;
  /** Told of every write at the moment at which it leaves. */
  onWrite: () => void;
  /** The test is over, well or not: nobody has to go on asking. */
  isOver: boolean;
}

/**
 * Somebody who does not give up: while the service is dead, and until a request is acknowledged,
 * the same request is sent again under the same key.
 */
export class PersistentClient {
  private static keys = 0;

  private constructor(
    private readonly url: string,
    private readonly seen: Sightings,
    private readonly token: string,
  ) {}

  static async signIn(url: string, name: string, seen: Sightings): Promise<PersistentClient> {
    const nobody = new PersistentClient(url, seen, '');
    const credentials = { username: `${name}@demo.ganpei`, password: DEMO_PASSWORD };
    const { body } = await nobody.post<{ accessToken: string }>('/v1/auth/token', credentials);
    return new PersistentClient(url, seen, body.accessToken);
  }

  async get<Body>(path: string): Promise<Body> {
    return (await this.send<Body>(path, () => ({ headers: this.headers() }))).body;
  }

  /** All pages of a list. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Page<Item> = await this.get(`${path}?limit=100${after}`);
      items.push(...page.data);
      after = page.next === null ? null : `&after=${encodeURIComponent(page.next)}`;
    }
    return items;
  }

  async post<Body>(
    path: string,
    content: object,
    given: Readonly<Record<string, string>> = {},
  ): Promise<Acknowledged<Body>> {
    const headers = { ...this.writeHeaders(), 'Content-Type': 'application/json', ...given };
    const body = JSON.stringify(content);
    return this.send<Body>(path, () => ({ method: 'POST', headers, body }));
  }

  async upload(path: string, item: string, file: File): Promise<void> {
    const headers = this.writeHeaders();
    await this.send(path, () => {
      const body = new FormData();
      body.set('item', item);
      body.set('file', file);
      return { method: 'POST', headers, body };
    });
  }

  /** Asks again and again until the answer is as wanted. */
  async until<Body>(path: string, isThere: (body: Body) => boolean): Promise<Body> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const body = await this.get<Body>(path);
      if (isThere(body)) return body;
      if (Date.now() > deadline) throw new Error(`${path} stays ${JSON.stringify(body)}`);
      await sleep(RETRY_MS);
    }
  }

  private async send<Body>(path: string, init: () => RequestInit): Promise<Acknowledged<Body>> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.tryOnce(path, init());
      if (answer !== null) {
        const repeat = (): Promise<Acknowledged<Body>> => this.send(path, init);
        return { ...answer, body: answer.body as Body, repeat };
      }
      if (this.seen.isOver || Date.now() > deadline)
        throw new Error(`Nobody acknowledges ${path}.`);
      await sleep(RETRY_MS);
    }
  }

  /** One try; null when it has to be repeated. Any other refusal is a failure of the test. */
  private async tryOnce(
    path: string,
    init: RequestInit,
  ): Promise<{ status: number; body: unknown } | null> {
    try {
      const sent = fetch(`${this.url}${path}`, init);
      if (init.method === 'POST') this.seen.onWrite();
      const response = await sent;
      const { status } = response;
      const body = (await response.json()) as { code?: string } | null;
      if (response.ok) return { status, body };
      if (AGAIN.includes(status) || body?.code === 'idempotency.in_flight') return null;
      throw new Refused(`${status} ${path}: ${JSON.stringify(body)}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code !== 'ECONNREFUSED') this.seen.interrupted += 1;
      return null;
    }
  }

  private headers(): Record<string, string> {
    return this.token === '' ? {} : { Authorization: `Bearer ${this.token}` };
  }

  private writeHeaders(): Record<string, string> {
    PersistentClient.keys += 1;
    const key = `kept-${process.pid}-${PersistentClient.keys}`;
    return { ...this.headers(), 'Idempotency-Key': key };
  }
}

class Refused extends Error {}
