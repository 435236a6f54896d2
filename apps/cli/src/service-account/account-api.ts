/** Where the platform of the account is, and as whom we speak to it. */
export interface AccountConfig {
  readonly apiUrl: string;
  readonly appId: string;
  readonly appSecret: string;
}

/** `refused`: sending again does not help. `later`: it may. */
export type SendResult = 'sent' | 'refused' | 'later';

const TIMEOUT_MS = 4_000;
/** Of a text, in bytes; a longer one is sent in parts. */
const TEXT_BYTES_MAX = 2_000;
/** A token that was replaced or is too old: get another one. */
const TOKEN_CODES = [40001, 40014, 42001];
/** The user has not written for two days, has gone, or has had all messages of the day. */
const REFUSED_CODES = [40003, 43004, 45015, 45047, 50002];

/** Speaks to the platform of a service account: gets tokens, sends texts. */
export class AccountApi {
  private token: { readonly text: string; readonly untilMs: number } | null = null;

  constructor(
    private readonly config: AccountConfig,
    private readonly now: () => Date,
  ) {}

  /** Sends a text to a user, in as many parts as it takes. */
  async send(user: string, text: string): Promise<SendResult> {
    for (const part of partsOf(text)) {
      const result = await this.sendPart(user, part);
      if (result !== 'sent') return result;
    }
    return 'sent';
  }

  private async sendPart(user: string, content: string): Promise<SendResult> {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const token = await this.currentToken();
      if (token === null) return 'later';
      const query = new URLSearchParams({ access_token: token });
      const path = `/cgi-bin/message/custom/send?${query.toString()}`;
      const answer = await this.call(path, { touser: user, msgtype: 'text', text: { content } });
      const code = answer?.errcode;
      if (code === 0) return 'sent';
      if (typeof code !== 'number') return 'later';
      if (REFUSED_CODES.includes(code)) return 'refused';
      if (!TOKEN_CODES.includes(code)) return 'later';
      this.token = null;
    }
    return 'later';
  }

  private async currentToken(): Promise<string | null> {
    const nowMs = this.now().getTime();
    if (this.token !== null && nowMs < this.token.untilMs) return this.token.text;
    const { appId: appid, appSecret: secret } = this.config;
    const query = new URLSearchParams({ grant_type: 'client_credential', appid, secret });
    const answer = await this.call(`/cgi-bin/token?${query.toString()}`);
    const { access_token: text, expires_in: seconds } = answer ?? {};
    if (typeof text !== 'string' || typeof seconds !== 'number') return null;
    // Half of its life: another instance of us may have it replaced.
    this.token = { text, untilMs: nowMs + seconds * 500 };
    return text;
  }

  /** Null when the platform does not answer, or not as agreed. */
  private async call(
    path: string,
    body?: object,
  ): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      const response = await fetch(`${this.config.apiUrl}${path}`, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return (await response.json()) as Readonly<Record<string, unknown>> | null;
    } catch {
      return null;
    }
  }
}

/** Cuts a text between its characters, so that each part is short enough in UTF-8. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of text) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > TEXT_BYTES_MAX) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += letter;
    bytes += size;
  }
  return part === '' ? parts : [...parts, part];
}
