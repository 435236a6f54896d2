import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { callbackSignature } from '../../apps/cli/src/service-account/callback-signature';

export const ACCOUNT = { appId: 'wx-demo', appSecret: 'app-secret', token: 'callback-token' };
const ACCOUNT_NAME = 'gh_ganpei';

/**
 * The platform of a service account, as such platforms behave: it calls back with signed XML, shows
 * what is answered at once, gives out tokens that it may replace, and takes texts for its users.
 */
export class ServiceAccountPlatform {
  /** What each user sees of the account. */
  readonly shown = new Map<string, string[]>();
  /** Users who have been silent for too long: texts for them are refused. */
  readonly silent = new Set<string>();
  callbackUrl = '';
  private tokens = 0;
  private messages = 0;
  private server!: Server;

  static async open(): Promise<ServiceAccountPlatform> {
    const platform = new ServiceAccountPlatform();
    platform.server = createServer((request, response) => {
      void platform.answer(request, response);
    });
    await new Promise<void>((resolve) => {
      platform.server.listen(0, '127.0.0.1', resolve);
    });
    return platform;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  /** Makes every token that was given out worthless, as another instance does that asks for one. */
  replaceTokens(): void {
    this.tokens += 1;
  }

  /** Somebody writes to the account; with a number it is that message once more. */
  async write(user: string, content: string, number?: number): Promise<number> {
    this.messages += number === undefined ? 1 : 0;
    const id = number ?? this.messages;
    const typed = `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content>`;
    await this.callBack(user, `${typed}<MsgId>${String(id)}</MsgId>`);
    return id;
  }

  async sendPicture(user: string): Promise<void> {
    this.messages += 1;
    const picture = '<MsgType><![CDATA[image]]></MsgType><MediaId><![CDATA[m]]></MediaId>';
    await this.callBack(user, `${picture}<MsgId>${String(this.messages)}</MsgId>`);
  }

  /** How the platform asks whether the address is ours; what it is answered. */
  async makeSure(token = ACCOUNT.token): Promise<{ status: number; body: string }> {
    const response = await fetch(`${this.callbackUrl}?${this.signed(token)}&echostr=my-word`);
    return { status: response.status, body: await response.text() };
  }

  private async callBack(user: string, inner: string): Promise<void> {
    const head = [
      `<ToUserName><![CDATA[${ACCOUNT_NAME}]]></ToUserName>`,
      `<FromUserName><![CDATA[${user}]]></FromUserName>`,
      '<CreateTime>1790000000</CreateTime>',
    ].join('');
    const response = await fetch(`${this.callbackUrl}?${this.signed(ACCOUNT.token)}`, {
      method: 'POST',
      body: `<xml>${head}${inner}</xml>`,
    });
    const reply = /<Content><!\[CDATA\[([\s\S]*)\]\]><\/Content>/.exec(await response.text())?.[1];
    if (reply !== undefined) this.show(user, reply);
  }

  private signed(token: string): string {
    const timestamp = '1790000000';
    const signature = callbackSignature(token, timestamp, 'nonce');
    return new URLSearchParams({ signature, timestamp, nonce: 'nonce' }).toString();
  }

  private show(user: string, content: string): void {
    this.shown.set(user, [...(this.shown.get(user) ?? []), content]);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const body = await text(request);
    const say = (json: object): void => {
      response.end(JSON.stringify(json));
    };
    if (url.pathname === '/cgi-bin/token') {
      const isRight = url.searchParams.get('secret') === ACCOUNT.appSecret;
      const token = { access_token: `token-${String(this.tokens)}`, expires_in: 7_200 };
      say(isRight ? token : { errcode: 40125 });
    } else if (url.searchParams.get('access_token') !== `token-${String(this.tokens)}`) {
      say({ errcode: 40001 });
    } else {
      const sent = JSON.parse(body) as { touser: string; text: { content: string } };
      if (this.silent.has(sent.touser)) say({ errcode: 45015 });
      else {
        this.show(sent.touser, sent.text.content);
        say({ errcode: 0 });
      }
    }
  }
}
