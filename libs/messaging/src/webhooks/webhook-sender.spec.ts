import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';

import { selfSignedCertificate } from '../../../../test/support/self-signed-certificate';
import type { Certificate } from '../../../../test/support/self-signed-certificate';
import { WebhookInbox } from '../../../../test/support/webhook-inbox';
import type { WebhookResult } from '../domain/webhook-course';
import { WebhookDestinations } from './webhook-destinations';
import { WebhookSender } from './webhook-sender';
import type { Posting } from './webhook-sender';

const [SECRET, OLD_SECRET] = [1, 2].map(
  (byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`,
) as [string, string];
const TIMEOUT_MS = 300;

/** Receivers of one test, closed after it whatever becomes of it. */
const inboxes: WebhookInbox[] = [];
async function opened(address?: string, certificate?: Certificate): Promise<WebhookInbox> {
  const inbox = await WebhookInbox.open(address, certificate);
  inboxes.push(inbox);
  return inbox;
}
afterEach(async () => {
  await Promise.all(inboxes.splice(0).map((inbox) => inbox.close()));
});

describe('posting a webhook', () => {
  let inbox: WebhookInbox;
  const sender = new WebhookSender(new WebhookDestinations(true), TIMEOUT_MS);

  beforeEach(async () => {
    inbox = await WebhookInbox.open();
  });
  afterEach(async () => {
    await inbox.close();
  });

  const posting = (wish: Partial<Posting> = {}): Posting => ({
    url: inbox.url,
    id: 'cev_1',
    at: new Date(),
    body: '{"type":"claim.filed","赔":1}',
    secrets: [SECRET, OLD_SECRET],
    ...wish,
  });

  it('is signed with every secret in force, as Standard Webhooks asks', async () => {
    const result = await sender.send(posting());
    expect(result).toEqual({ status: 204, problem: null, tookMs: expect.any(Number) });
    const [{ headers, body }] = inbox.taken as [(typeof inbox.taken)[0]];
    for (const secret of [SECRET, OLD_SECRET]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'claim.filed', 赔: 1 });
    }
    const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
    expect(() => new Webhook(stranger).verify(body, headers)).toThrow();
    expect(() => new Webhook(SECRET).verify(`${body} `, headers)).toThrow();
  });

  it.each([200, 299])('has arrived when it is answered %s', async (status) => {
    inbox.answerWith(status);
    expect(await sender.send(posting())).toMatchObject({ status, problem: null });
  });

  it.each([400, 404, 410, 429, 500, 503])('has not when it is answered %s', async (status) => {
    inbox.answerWith(status);
    expect(await sender.send(posting())).toMatchObject({ status, problem: 'status' });
  });

  it.each([301, 302, 307, 308])('follows no redirect: %s', async (status) => {
    const elsewhere = await opened();
    inbox.answer = (response) => {
      response.writeHead(status, { location: elsewhere.url }).end();
    };
    expect(await sender.send(posting())).toMatchObject({ status, problem: 'status' });
    expect(elsewhere.taken).toEqual([]);
  });

  it('ends when nobody answers in time', async () => {
    inbox.answer = () => undefined;
    const result = await sender.send(posting());
    expect(result).toMatchObject({ status: null, problem: 'timeout' });
    expect(result.tookMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 20);
  });

  it('ends when an answer comes one byte after the other without an end to its head', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      const timer = setInterval(() => socket.write('H'), 20);
      socket.on('close', () => {
        clearInterval(timer);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}/`;
    expect((await sender.send(posting({ url }))).problem).toMatch(/timeout|connection/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('counts the status, however long the answer is, and cuts it off', async () => {
    let isCut = false;
    const cut = new Promise<void>((resolve) => {
      inbox.answer = (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
        response.on('close', () => {
          clearInterval(timer);
          isCut = true;
          resolve();
        });
      };
    });
    expect(await sender.send(posting())).toMatchObject({ status: 200, problem: null });
    await cut;
    expect(isCut).toBe(true);
  });

  it('says that the line broke when it broke, and when nobody is there', async () => {
    inbox.answer = (response) => {
      response.socket?.resetAndDestroy();
    };
    expect(await sender.send(posting())).toMatchObject({ status: null, problem: 'connection' });
    const { url } = inbox;
    await inbox.close();
    inbox = await WebhookInbox.open();
    if (inbox.url === url) return;
    expect(await sender.send(posting({ url }))).toMatchObject({ problem: 'connection' });
  });
});

describe('where webhooks may go', () => {
  const body = { id: 'cev_1', at: new Date(), body: '{}', secrets: [SECRET] };

  it.each([
    'https://127.0.0.1:4000/',
    'https://2130706433:4000/',
    'https://0x7f.1:4000/',
    'https://[::1]:4000/',
    'https://[::ffff:127.0.0.1]:4000/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/',
  ])('not to %s', async (url) => {
    const destinations = new WebhookDestinations(false);
    await expect(destinations.find(url)).rejects.toMatchObject({ code: 'webhook.address_refused' });
    expect(await new WebhookSender(destinations).send({ ...body, url })).toMatchObject({
      status: null,
      problem: 'address_refused',
    });
  });

  it('not to a name one of whose addresses is in our own network', async () => {
    const resolve = (): Promise<string[]> => Promise.resolve(['8.8.8.8', '10.0.0.1']);
    const finding = new WebhookDestinations(false, resolve).find('https://hooks.example.com/');
    await expect(finding).rejects.toMatchObject({ code: 'webhook.address_refused' });
  });

  it('not to this machine by any of its names, demo mode aside', async () => {
    const finding = new WebhookDestinations(false).find('https://localhost:4000/');
    await expect(finding).rejects.toMatchObject({ code: 'webhook.address_refused' });
  });

  it('not to a name that nobody knows', async () => {
    const resolve = (): Promise<string[]> => Promise.reject(new Error('ENOTFOUND'));
    const destinations = new WebhookDestinations(false, resolve);
    const url = 'https://hooks.example.com/';
    await expect(destinations.find(url)).rejects.toMatchObject({ code: 'webhook.host_unknown' });
    const result = await new WebhookSender(destinations).send({ ...body, url });
    expect(result.problem).toBe('unknown_host');
  });

  it('to the very address that was looked at, although the name leads elsewhere by then', async () => {
    // The system itself would go to 127.0.0.1, where nobody is.
    const inbox = await opened('127.0.0.2');
    const answers = [['127.0.0.2'], ['10.0.0.1']];
    let asked = 0;
    const resolve = (): Promise<string[]> => Promise.resolve(answers[asked++] ?? []);
    const sender = new WebhookSender(new WebhookDestinations(true, resolve), TIMEOUT_MS);
    const url = `http://localhost:${String(inbox.port)}/`;
    expect(await sender.send({ ...body, url })).toMatchObject({ status: 204, problem: null });
    expect(asked).toBe(1);
    expect(inbox.taken[0]?.headers.host).toBe(`localhost:${String(inbox.port)}`);
    // The next one looks again, and finds that the name has moved into the house.
    expect(await sender.send({ ...body, url })).toMatchObject({ problem: 'address_refused' });
    expect(inbox.taken).toHaveLength(1);
  });

  it('waits for no name server longer than for a receiver', async () => {
    const never = (): Promise<string[]> => new Promise(() => undefined);
    const sender = new WebhookSender(new WebhookDestinations(false, never), TIMEOUT_MS);
    const result = await sender.send({ ...body, url: 'https://hooks.example.com/' });
    expect(result).toMatchObject({ status: null, problem: 'timeout' });
  });
});

describe('a webhook over TLS', () => {
  const HOST = 'hooks.example.com';
  const certificate = selfSignedCertificate(HOST);
  const resolve = (): Promise<string[]> => Promise.resolve(['127.0.0.1']);

  async function send(
    authority: string | undefined,
    host = HOST,
  ): Promise<{ inbox: WebhookInbox; result: WebhookResult }> {
    const inbox = await opened('127.0.0.1', certificate);
    const destinations = new WebhookDestinations(true, resolve);
    const sender = new WebhookSender(destinations, 2_000, authority);
    const url = `https://${host}:${String(inbox.port)}/hooks`;
    const secrets = [SECRET];
    return {
      inbox,
      result: await sender.send({ id: 'c', at: new Date(), body: '{}', secrets, url }),
    };
  }

  it('arrives under the certificate of its host, at the address that was looked at', async () => {
    const { inbox, result } = await send(certificate.cert);
    expect(result).toMatchObject({ status: 204, problem: null });
    const [{ headers, body }] = inbox.taken as [(typeof inbox.taken)[0]];
    expect(headers.host).toBe(`${HOST}:${String(inbox.port)}`);
    expect(new Webhook(SECRET).verify(body, headers)).toEqual({});
  });

  it.each<[string, string | undefined, string]>([
    ['nobody vouches for', undefined, HOST],
    ['another authority vouches for', selfSignedCertificate(HOST).cert, HOST],
    ['is that of another host', certificate.cert, 'other.example.com'],
  ])('tells nothing to a receiver whose certificate %s', async (_what, authority, host) => {
    const { inbox, result } = await send(authority, host);
    expect(result).toMatchObject({ status: null, problem: 'connection' });
    expect(inbox.taken).toEqual([]);
  });
});
