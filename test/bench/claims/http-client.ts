import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * As little of a client as there can be: what it takes of the two processors is not there for the
 * service that is measured.
 */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  private keys = 0;

  constructor(private readonly url: string) {}

  async signIn(username: string): Promise<string> {
    const { status, body } = await this.post('/v1/auth/token', { username, password: 'demo' });
    if (status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(body)}`);
    return (body as { accessToken: string }).accessToken;
  }

  async get(path: string, token: string): Promise<Answer> {
    return this.send('GET', path, { token });
  }

  /** With an idempotency key of its own. */
  async post(
    path: string,
    content: object,
    token?: string,
    given: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.send('POST', path, { content: JSON.stringify(content), token, given });
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    method: string,
    path: string,
    {
      content,
      token,
      given = {},
    }: { content?: string; token?: string | undefined; given?: Readonly<Record<string, string>> },
  ): Promise<Answer> {
    this.keys += 1;
    const headers = {
      ...given,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined
        ? {}
        : {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(content),
            'idempotency-key': `bench-${String(process.pid)}-${String(this.keys)}`,
          }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}${path}`,
        { method, headers, agent: this.agent },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => (text += part));
          answer.on('error', reject);
          answer.on('end', () => {
            resolve({
              status: answer.statusCode ?? 0,
              body: text === '' ? null : JSON.parse(text),
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(content);
    });
  }
}
