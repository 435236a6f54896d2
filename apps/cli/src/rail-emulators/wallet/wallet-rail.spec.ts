import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Money } from '@app/money';
import { WalletRailAdapter } from '@app/payouts';
import type { RailOrder } from '@app/payouts';
import { Webhook } from 'standardwebhooks';

import type { RailFault } from '../../simulated-rail/rail-fault';
import { anOrderTo, gist, untilGist } from '../testing/emulated-orders';
import { HouseDoor } from '../testing/house-door';
import { startWalletEmulator } from './start-wallet-emulator';
import type { WalletEmulator } from './start-wallet-emulator';

const TIMEOUT_MS = 1_000;

let folder: string;
let house: HouseDoor;
let wallet: WalletEmulator;
let adapter: WalletRailAdapter;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wallet-emulator-'));
  house = await HouseDoor.open();
  await open();
});

afterAll(async () => {
  await wallet.close();
  await house.close();
  await rm(folder, { recursive: true });
});

afterEach(() => {
  wallet.rail.setFaults([]);
});

async function open(): Promise<void> {
  wallet = await startWalletEmulator({ folder, port: 0, webhookUrl: house.url });
  adapter = adapterTo(wallet.url);
}

function adapterTo(url: string, secret = wallet.secret): WalletRailAdapter {
  const { webhookSecret } = wallet;
  const webhookSecrets = [webhookSecret];
  return new WalletRailAdapter({
    url,
    secret,
    webhookSecrets,
    sources: ['our-wallet'],
    timeoutMs: TIMEOUT_MS,
  });
}

const anOrder = (change: Partial<RailOrder> = {}): RailOrder =>
  anOrderTo({ route: 'account', kind: 'wallet', account: 'w1001234', name: '林小满' }, change);

const paid = ({ reference }: RailOrder): number => wallet.rail.book().paidOf(reference).length;

describe('a payout into a wallet of our own', () => {
  it('is paid once, however often it is sent, also after a restart', async () => {
    const order = anOrder();
    expect(gist(await adapter.query(order))).toBe('not_found');
    expect(gist(await adapter.send(order))).toBe('confirmed');
    expect(gist(await adapter.send(order))).toBe('confirmed');
    await wallet.close();
    await open();
    expect(gist(await adapter.query(order))).toBe('confirmed');
    expect(gist(await adapter.send(order))).toBe('confirmed');
    expect(paid(order)).toBe(1);
  });

  it('goes back to the wallet that the disputed payment came from', async () => {
    const payee = {
      route: 'original',
      channel: 'other',
      paymentSource: 'our-wallet',
      paymentSourceId: 'p-77',
    } as const;
    const order = anOrderTo(payee);
    expect(gist(await adapter.send(order))).toBe('confirmed');
    expect(wallet.rail.book().of(order.reference)).toMatchObject([{ payee }]);
  });

  it('is a conflict when the key stands for another amount', async () => {
    const order = anOrder();
    await adapter.send(order);
    const other = { ...order, money: Money.of(1n, 'CNY') };
    expect(gist(await adapter.send(other))).toBe('unknown key_conflict');
    expect(gist(await adapter.query(other))).toBe('unknown echo_mismatch');
  });

  it.each<[RailFault, string, number]>([
    [{ kind: 'timeout_after_paying' }, 'unknown timeout', 1],
    [{ kind: 'drop_connection' }, 'unknown connection_lost', 1],
    [{ kind: 'html' }, 'unknown not_json', 1],
    [{ kind: 'unlisted_code' }, 'unknown unlisted_code', 1],
    [{ kind: 'wrong_amount' }, 'unknown echo_mismatch', 1],
    [{ kind: 'wrong_payee' }, 'unknown echo_mismatch', 1],
    [{ kind: 'huge_answer' }, 'unknown too_large', 1],
    [{ kind: 'throttle' }, 'unknown retry_later', 0],
    [{ kind: 'reject', code: 'ACCOUNT_CLOSED' }, 'rejected ACCOUNT_CLOSED', 0],
  ])('after %j is %s', async (fault, expected, isPaid) => {
    const order = anOrder();
    wallet.rail.setFaults([fault]);
    expect(gist(await adapter.send(order))).toBe(expected);
    expect(paid(order)).toBe(isPaid);
  });

  it('comes back later, and says so', async () => {
    const order = anOrder();
    wallet.rail.setFaults([{ kind: 'return_later', ms: 20 }]);
    await adapter.send(order);
    expect(await untilGist(() => adapter.query(order), 'returned')).toBe('returned');
  });

  it('is told by a signed notice', async () => {
    const order = anOrder();
    await adapter.send(order);
    const knock = (await house.about(order.reference))[0]!;
    expect(adapter.verifyWebhook(knock.headers, knock.body)).toMatchObject({
      type: 'transfer.settled',
      transfer: { reference: order.reference },
    });
    const forged = Buffer.from(knock.body.toString('utf8').replace('19900', '99900'));
    expect(() => adapter.verifyWebhook(knock.headers, forged)).toThrow(/not signed by the rail/);
  });
});

describe('what is credited to a wallet on condition', () => {
  const credited = async (): Promise<RailOrder> => {
    const order = { ...anOrder(), purpose: 'provisional_credit' } as const;
    expect(gist(await adapter.send(order))).toBe('confirmed');
    return order;
  };
  const taken = async (order: RailOrder, minor = 19_900n): Promise<string> => {
    const answer = await adapter.takeBack(order, Money.of(minor, 'CNY'));
    return answer.outcome === 'unknown' ? answer.reason : answer.taken.amountMinor.toString();
  };
  const balance = (): bigint => {
    const { balances } = wallet.rail.book();
    return BigInt(balances.find(({ currency }) => currency === 'CNY')?.amountMinor ?? 0);
  };
  const spends = async ({ key, reference }: RailOrder, amountMinor: string): Promise<void> => {
    const money = { currency: 'CNY', amountMinor };
    const body = JSON.stringify({ key, reference, money });
    await fetch(`${wallet.url}/spending`, { method: 'POST', body });
  };

  it('leaves what the house has there as it is', async () => {
    const before = balance();
    await credited();
    expect(balance()).toBe(before);
    await adapter.send(anOrder());
    expect(balance()).toBe(before - 19_900n);
  });

  it('goes back once, as far as it is there, also after a restart', async () => {
    const order = await credited();
    await spends(order, '4900');
    expect(await taken(order)).toBe('15000');
    expect(await taken(order)).toBe('15000');
    await wallet.close();
    await open();
    expect(await taken(order)).toBe('15000');
  });

  it('goes back in part where an award made the rest final', async () => {
    const order = await credited();
    expect(await taken(order, 900n)).toBe('900');
    // Another amount under the same key is not what was asked the first time.
    expect(await taken(order, 1_000n)).toBe('echo_mismatch');
  });

  it.each<[RailFault, string]>([
    [{ kind: 'timeout_after_paying', on: 'query' }, 'timeout'],
    [{ kind: 'http_500_after_paying', on: 'query' }, 'server_error'],
    [{ kind: 'html', on: 'query' }, 'not_json'],
    [{ kind: 'half_answer', on: 'query' }, 'not_json'],
  ])('is unknown after %j, and the same when asked again', async (fault, reason) => {
    const order = await credited();
    wallet.rail.setFaults([fault]);
    expect(await taken(order)).toBe(reason);
    expect(await taken(order)).toBe('19900');
  });

  it('is nothing that is paid for good', async () => {
    const order = anOrder();
    await adapter.send(order);
    expect(await taken(order)).toBe('not_answered');
  });
});

interface Caught {
  readonly headers: Record<string, string>;
  readonly body: string;
}

describe('a request to the wallet service', () => {
  it('is refused when somebody else signed it', async () => {
    const secret = `whsec_${Buffer.from('the secret of a stranger').toString('base64')}`;
    const order = anOrder();
    expect(gist(await adapterTo(wallet.url, secret).send(order))).toBe('unknown not_authorised');
    expect(paid(order)).toBe(0);
  });

  /** A request as the adapter makes it, caught on its way. */
  async function caught(make: (to: WalletRailAdapter) => Promise<unknown>): Promise<Caught> {
    const door = await HouseDoor.open();
    await make(adapterTo(door.url));
    const { headers, body } = door.knocks[0]!;
    await door.close();
    const signed = Object.entries(headers).filter(([name]) => name.startsWith('webhook-'));
    return {
      headers: Object.fromEntries(signed) as Caught['headers'],
      body: body.toString('utf8'),
    };
  }

  const post = async (path: string, { headers, body }: Caught): Promise<number> =>
    (await fetch(`${wallet.url}${path}`, { method: 'POST', headers, body })).status;

  it('counts once', async () => {
    const request = await caught((to) => to.send(anOrder()));
    expect(await post('/transfers', request)).toBe(201);
    expect(await post('/transfers', request)).toBe(401);
  });

  it('is refused with another body, and without a signature', async () => {
    const order = anOrder();
    const request = await caught((to) => to.send(order));
    const body = request.body.replace('19900', '99900');
    expect(await post('/transfers', { ...request, body })).toBe(401);
    expect(await post('/transfers', { ...request, headers: {} })).toBe(401);
    expect(paid(order)).toBe(0);
  });

  it('asks for nothing else at another address', async () => {
    const order = anOrder();
    const request = await caught((to) => to.query(order));
    expect(await post('/transfers', request)).toBe(400);
    expect(paid(order)).toBe(0);
  });

  it('carries all that it asks for in the body that is signed', async () => {
    const door = await HouseDoor.open();
    const order = anOrder();
    await adapterTo(`${door.url}/ganpei`).query(order);
    const { headers, body } = door.knocks[0]!;
    await door.close();
    const verified = new Webhook(wallet.secret).verify(body, headers as Record<string, string>);
    expect(verified).toEqual({ key: order.key });
  });
});
