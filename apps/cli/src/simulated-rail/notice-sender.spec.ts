import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Money } from '@app/money';
import { SimulatedRailAdapter } from '@app/payouts';
import type { RailNotice, RailOrder } from '@app/payouts';

import { startSimulatedRail } from './start-simulated-rail';
import type { SimulatedRail, SimulatedRailOptions } from './start-simulated-rail';

const SECRET = 'secret';
const WEBHOOK_SECRET = `whsec_${Buffer.from('what the rail signs notices with').toString('base64')}`;

let folder: string;
let house: Server;
let houseUrl: string;
let rail: SimulatedRail;
let adapter: SimulatedRailAdapter;

/** What reached the house, verified with the real adapter. */
let received: RailNotice[];
/** Status codes that the house answers with before it says 204. */
let grudges: number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rail-notices-'));
  received = [];
  grudges = [];
  house = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(adapter.verifyWebhook(request.headers, Buffer.concat(chunks)));
      response.writeHead(grudges.shift() ?? 204, { location: '/' }).end();
    });
  });
  await once(house.listen(0, '127.0.0.1'), 'listening');
  houseUrl = `http://127.0.0.1:${(house.address() as AddressInfo).port}/v1/rails/simulated/webhook`;
  rail = await start();
});

afterEach(async () => {
  await rail.close();
  house.close();
  house.closeAllConnections();
  await rm(folder, { recursive: true });
});

async function start(options: Partial<SimulatedRailOptions> = {}): Promise<SimulatedRail> {
  const started = await startSimulatedRail({
    bookFile: join(folder, 'book.jsonl'),
    secret: SECRET,
    webhook: { url: houseUrl, secret: WEBHOOK_SECRET, retryDelaysMs: [10, 10, 10] },
    ...options,
  });
  const webhookSecrets = [WEBHOOK_SECRET];
  adapter = new SimulatedRailAdapter({ url: started.url, secret: SECRET, webhookSecrets });
  return started;
}

function anOrder(): RailOrder {
  return {
    key: 'pyo1',
    reference: 'pyo_1',
    money: Money.of(19_900n, 'CNY'),
    payee: {
      route: 'original',
      channel: 'wechat',
      paymentSource: 'wechat',
      paymentSourceId: '4200001',
    },
    requestDigest: 'digest',
  };
}

async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + 60_000;
  while (!condition() && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Long enough for a notice too many to arrive. */
async function settleDown(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
}

describe('the notices of the rail', () => {
  it('tell of a settlement once, signed, with the whole transfer', async () => {
    await adapter.send(anOrder());
    await until(() => received.length > 0);
    await settleDown();
    expect(received).toEqual([
      {
        id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
        type: 'transfer.settled',
        sentAt: expect.any(Date),
        transfer: {
          transferId: rail.book().transfers[0]?.transferId,
          key: 'pyo1',
          reference: 'pyo_1',
          money: { currency: 'CNY', amountMinor: '19900' },
          payee: anOrder().payee,
          status: 'settled',
          settledAt: expect.any(Date),
        },
      },
    ]);
  });

  it('tell of a settlement and then of the return, each with the state of its time', async () => {
    rail.setFaults([
      { kind: 'settle_later', ms: 20 },
      { kind: 'return_later', ms: 100 },
    ]);
    await adapter.send(anOrder());
    await until(() => received.length > 1);
    expect(received.map(({ type, transfer }) => [type, transfer.status])).toEqual([
      ['transfer.settled', 'settled'],
      ['transfer.returned', 'returned'],
    ]);
    expect(received[1]?.transfer.returnedAt).toBeInstanceOf(Date);
    expect(received[1]?.id).not.toBe(received[0]?.id);
  });

  it('tell why a transfer failed after all', async () => {
    rail.setFaults([{ kind: 'fail_later', ms: 20, code: 'JUDICIAL_FREEZE' }]);
    await adapter.send(anOrder());
    await until(() => received.length > 0);
    expect(received[0]).toMatchObject({
      type: 'transfer.failed',
      transfer: { status: 'failed', code: 'JUDICIAL_FREEZE' },
    });
  });

  it('come fifty times under one id when told so', async () => {
    rail.setFaults([{ kind: 'double_webhook', copies: 50 }]);
    await adapter.send(anOrder());
    await until(() => received.length >= 50);
    await settleDown();
    expect(received).toHaveLength(50);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it('do not come when told so', async () => {
    rail.setFaults([{ kind: 'no_webhook' }]);
    await adapter.send(anOrder());
    await settleDown();
    expect(received).toEqual([]);
    expect(await adapter.query(anOrder())).toMatchObject({ outcome: 'confirmed' });
  });

  it.each([400, 401, 500, 302])('come again under the same id after a %d', async (status) => {
    grudges = [status, status];
    await adapter.send(anOrder());
    await until(() => received.length >= 3);
    await settleDown();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it('come after a restart if nobody received them before, and not again', async () => {
    rail.setWebhook({ url: 'http://127.0.0.1:9/', secret: WEBHOOK_SECRET, retryDelaysMs: [] });
    await adapter.send(anOrder());
    await settleDown();
    expect(received).toEqual([]);
    for (let restarts = 0; restarts < 2; restarts += 1) {
      await rail.close();
      rail = await start();
      await until(() => received.length > 0);
      await settleDown();
    }
    expect(received).toHaveLength(1);
  });

  it('are about nothing that happened while there was nobody to tell', async () => {
    rail.setWebhook(undefined);
    await adapter.send(anOrder());
    await rail.close();
    rail = await start();
    await settleDown();
    expect(received).toEqual([]);
  });

  it('do not keep the rail from closing while the house is silent', async () => {
    const silent = createServer(() => undefined);
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    rail.setWebhook({ url: `http://127.0.0.1:${port}`, secret: WEBHOOK_SECRET });
    await adapter.send(anOrder());
    const startedMs = Date.now();
    await rail.close();
    expect(Date.now() - startedMs).toBeLessThan(4_000);
    silent.close();
    silent.closeAllConnections();
    rail = await start();
  });

  it('need a secret in the form of Standard Webhooks', async () => {
    await rail.close();
    const webhook = { url: houseUrl, secret: 'whsec_' };
    await expect(start({ webhook })).rejects.toThrow();
    rail = await start();
  });
});
