import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { TcpProxy } from './tcp-proxy';

const A_MOMENT_MS = 60;

describe('a proxy between a client and a server that repeats what it hears', () => {
  let server: Server;
  let heard: string;
  let proxy: TcpProxy;

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.setEncoding('latin1').on('data', (text: string) => {
        heard += text;
        socket.write(`${text}!`);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(async () => {
    heard = '';
    const { port } = server.address() as AddressInfo;
    proxy = await TcpProxy.start({ host: '127.0.0.1', port });
  });
  afterEach(async () => {
    await proxy.close();
  });
  afterAll(async () => {
    await once(server.close(), 'close');
  });

  class Client {
    answers = '';
    error: string | null = null;
    isEnded = false;

    private constructor(readonly socket: Socket) {
      socket.setEncoding('latin1').on('data', (text: string) => (this.answers += text));
      socket.on('error', ({ message }) => (this.error = message));
      socket.on('end', () => (this.isEnded = true));
    }

    static async connect(): Promise<Client> {
      const client = new Client(connect(proxy.port, '127.0.0.1'));
      await once(client.socket, 'connect').catch(() => undefined);
      return client;
    }

    async say(text: string): Promise<void> {
      this.socket.write(text);
      await sleep(A_MOMENT_MS);
    }
  }

  it('passes both ways, and the end as well', async () => {
    const client = await Client.connect();
    await client.say('one');
    await client.say('two');
    client.socket.end();
    await sleep(A_MOMENT_MS);
    expect([heard, client.answers, client.isEnded]).toEqual(['onetwo', 'one!two!', true]);
    expect(proxy.conversations).toEqual(['onetwo']);
  });

  it('is as slow as it is told to be, each way', async () => {
    proxy.delayMs = 2 * A_MOMENT_MS;
    const client = await Client.connect();
    await client.say('one');
    expect(heard).toBe('');
    await sleep(2 * A_MOMENT_MS);
    expect([heard, client.answers]).toEqual(['one', '']);
    await sleep(2 * A_MOMENT_MS);
    expect(client.answers).toBe('one!');
  });

  it.each([
    ['keep', 'before', ''],
    ['halve', 'beforeath', 'ath!'],
    ['silence', 'beforeathere', ''],
  ] as const)('can %s at exactly one message', async (then, arrived, answered) => {
    const trap = proxy.set({ at: (said) => said.endsWith('athere'), then });
    const other = await Client.connect();
    const client = await Client.connect();
    await client.say('before');
    client.answers = '';
    await client.say('athere');
    expect(trap.isSprung).toBe(true);
    expect([heard, client.answers]).toEqual([arrived, answered]);
    await other.say('.');
    expect(other.answers).toBe('.!');

    trap.release();
    await sleep(A_MOMENT_MS);
    expect(heard.replace('.', '')).toBe('beforeathere');
    expect(client.answers).not.toBe('');
  });

  it('loses with a client that is gone what it kept back from the server', async () => {
    const trap = proxy.set({ at: (said) => said === 'never', then: 'keep' });
    const client = await Client.connect();
    await client.say('never');
    client.socket.destroy();
    await sleep(A_MOMENT_MS);
    trap.release();
    await sleep(A_MOMENT_MS);
    expect(heard).toBe('');
  });

  it('can cut the one connection that is in a trap', async () => {
    const trap = proxy.set({ at: (said) => said === 'cut', then: 'silence' });
    const [client, other] = [await Client.connect(), await Client.connect()];
    await client.say('cut');
    trap.cut();
    await other.say('on');
    expect([client.error, other.error]).toEqual(['read ECONNRESET', null]);
    expect([heard, other.answers]).toEqual(['cuton', 'on!']);
  });

  it('can cut all of them, and lets in nobody until it is healed', async () => {
    const client = await Client.connect();
    proxy.cut();
    await sleep(A_MOMENT_MS);
    const early = await Client.connect();
    await sleep(A_MOMENT_MS);
    for (const { error } of [client, early]) expect(error).toMatch(/ECONNRESET/);
    proxy.heal();
    const late = await Client.connect();
    await late.say('on');
    expect(late.answers).toBe('on!');
  });

  it.each([
    ['to_server', '', ''],
    ['to_client', 'one', ''],
    ['both', '', ''],
  ] as const)('can lose %s for a while', async (way, arrived, answered) => {
    const client = await Client.connect();
    proxy.lose(way);
    await client.say('one');
    expect([heard, client.answers, client.error]).toEqual([arrived, answered, null]);
    proxy.heal();
    await sleep(A_MOMENT_MS);
    expect([heard, client.answers]).toEqual(['one', 'one!']);
  });
});
