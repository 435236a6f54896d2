import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Money } from '@app/money';
import { SimulatedRailAdapter } from '@app/payouts';
import type { RailAnswer, RailOrder } from '@app/payouts';

import type { RailFault } from './rail-fault';
import { RailOperator } from './rail-operator';
import { startSimulatedRail } from './start-simulated-rail';
import type { SimulatedRail, SimulatedRailOptions } from './start-simulated-rail';

const SECRET = 'secret of the house at the rail';

/** Of the hasty caller: long enough to be paid on a busy machine, short enough to wait for. */
const HASTY_TIMEOUT_MS = 1_000;

let folder: string;
let rail: SimulatedRail;
let adapter: SimulatedRailAdapter;
let hasty: SimulatedRailAdapter;
let orders = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulated-rail-'));
  rail = await start();
});

afterEach(async () => {
  await rail.close();
  await rm(folder, { recursive: true });
});

async function start(options: Partial<SimulatedRailOptions> = {}): Promise<SimulatedRail> {
  const bookFile = join(folder, 'rail-book.jsonl');
  const started = await startSimulatedRail({ bookFile, secret: SECRET, ...options });
  const config = { url: started.url, secret: SECRET, webhookSecrets: [] };
  adapter = new SimulatedRailAdapter(config);
  hasty = new SimulatedRailAdapter({ ...config, timeoutMs: HASTY_TIMEOUT_MS });
  return started;
}

async function restart(options: Partial<SimulatedRailOptions> = {}): Promise<void> {
  await rail.close();
  rail = await start(options);
}

function anOrder(change: Partial<RailOrder> = {}): RailOrder {
  orders += 1;
  return {
    key: `pyo${orders}`,
    reference: `pyo_${orders}`,
    money: Money.of(19_900n, 'CNY'),
    payee: {
      route: 'original',
      paymentSource: 'wechat',
      paymentSourceId: '4200001',
      account: '6222020200112233445',
      name: '林小满',
    },
    requestDigest: 'a'.repeat(64),
    ...change,
  };
}

function paid(order: RailOrder): number {
  return rail.book().paidOf(order.reference).length;
}

async function until(work: () => Promise<RailAnswer>, outcome: string): Promise<RailAnswer> {
  const deadlineMs = Date.now() + 5_000;
  for (;;) {
    const answer = await work();
    if (answer.outcome === outcome || Date.now() > deadlineMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a rail that behaves', () => {
  it('confirms a transfer and knows it when asked', async () => {
    const order = anOrder();
    const sent = await adapter.send(order);
    expect(sent).toMatchObject({
      outcome: 'confirmed',
      transferId: expect.stringMatching(/^trf_[0-9a-f]{32}$/),
      settledAt: expect.any(Date),
      echo: { reference: order.reference, money: order.money.toJson(), payee: order.payee },
    });
    expect(await adapter.query(order)).toEqual(sent);
  });

  it('does not know an order that was never sent', async () => {
    expect(await adapter.query(anOrder())).toEqual({ outcome: 'not_found' });
  });

  it('pays one key once, however often it is sent', async () => {
    const order = anOrder();
    const first = await adapter.send(order);
    expect(await adapter.send(order)).toEqual(first);
    expect(paid(order)).toBe(1);
  });

  it('pays one key once when it is sent twenty times at once', async () => {
    const order = anOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => adapter.send(order)));
    const ids = answers.map((answer) => answer.outcome === 'confirmed' && answer.transferId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^trf_/);
    expect(paid(order)).toBe(1);
  });

  it('pays a second key for the same reference: that mistake would be ours', async () => {
    const order = anOrder();
    await adapter.send(order);
    await adapter.send({ ...order, key: `${order.key}again` });
    expect(paid(order)).toBe(2);
  });

  it.each<[string, Partial<RailOrder>]>([
    ['amount', { money: Money.of(19_901n, 'CNY') }],
    ['currency', { money: Money.of(19_900n, 'EUR') }],
    ['payee', { payee: { route: 'original', paymentSource: 'wechat', paymentSourceId: '1' } }],
    ['reference', { reference: 'pyo_other' }],
    ['digest', { requestDigest: 'b'.repeat(64) }],
  ])('refuses a known key with another %s', async (_field, change) => {
    const order = anOrder();
    await adapter.send(order);
    expect(await adapter.send({ ...order, ...change })).toMatchObject({
      outcome: 'unknown',
      reason: 'key_conflict',
    });
    expect(rail.book().transfers).toHaveLength(1);
  });

  it('asks to come back when the balance is too low, and then pays the same key', async () => {
    await rail.close();
    const openingBalances = [{ currency: 'CNY', amountMinor: '100' }];
    rail = await start({ openingBalances, bookFile: join(folder, 'poor.jsonl') });
    const order = anOrder();
    expect(await adapter.send(order)).toMatchObject({ outcome: 'unknown', reason: 'retry_later' });
    expect(await adapter.query(order)).toEqual({ outcome: 'not_found' });
    await new RailOperator(rail.url, SECRET).deposit({ currency: 'CNY', amountMinor: '19800' });
    expect(await adapter.send(order)).toMatchObject({ outcome: 'confirmed' });
    expect(rail.book().balances).toEqual([{ currency: 'CNY', amountMinor: '0' }]);
  });

  it('never spends more than it has, however many ask at once', async () => {
    await rail.close();
    const openingBalances = [{ currency: 'CNY', amountMinor: '49900' }];
    rail = await start({ openingBalances, bookFile: join(folder, 'scarce.jsonl') });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => adapter.send(anOrder({ money: Money.of(9_980n, 'CNY') }))),
    );
    expect(answers.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(5);
    expect(rail.book().balances).toEqual([{ currency: 'CNY', amountMinor: '0' }]);
  });

  it('takes the key as a whole: a key that could leave its path is never sent', async () => {
    await expect(adapter.query(anOrder({ key: '../balance' }))).rejects.toThrow(RangeError);
    await expect(adapter.send(anOrder({ key: 'x'.repeat(33) }))).rejects.toThrow(RangeError);
  });
});

describe('a rail that is told to misbehave', () => {
  const CONFIRMED = { outcome: 'confirmed' };
  const unknown = (reason: string): object => ({ outcome: 'unknown', reason });

  it.each<[RailFault, object, number, object]>([
    [{ kind: 'delay', ms: 100 }, CONFIRMED, 1, CONFIRMED],
    [{ kind: 'timeout_before_paying' }, unknown('timeout'), 0, { outcome: 'not_found' }],
    [{ kind: 'timeout_after_paying' }, unknown('timeout'), 1, CONFIRMED],
    [{ kind: 'http_500_before_paying' }, unknown('server_error'), 0, { outcome: 'not_found' }],
    [{ kind: 'http_500_after_paying' }, unknown('server_error'), 1, CONFIRMED],
    [
      { kind: 'drop_connection_before_paying' },
      unknown('connection_lost'),
      0,
      { outcome: 'not_found' },
    ],
    [{ kind: 'drop_connection' }, unknown('connection_lost'), 1, CONFIRMED],
    [{ kind: 'throttle' }, unknown('retry_later'), 0, { outcome: 'not_found' }],
    [{ kind: 'throttle', status: 503 }, unknown('server_error'), 0, { outcome: 'not_found' }],
    [{ kind: 'wrong_amount' }, unknown('echo_mismatch'), 1, CONFIRMED],
    [{ kind: 'wrong_currency' }, unknown('echo_mismatch'), 1, CONFIRMED],
    [{ kind: 'wrong_payee' }, unknown('echo_mismatch'), 1, CONFIRMED],
    [{ kind: 'wrong_reference' }, unknown('echo_mismatch'), 1, CONFIRMED],
    [{ kind: 'html' }, unknown('not_json'), 1, CONFIRMED],
    [{ kind: 'half_answer' }, unknown('not_json'), 1, CONFIRMED],
    [{ kind: 'redirect' }, unknown('unexpected_status'), 1, CONFIRMED],
    [{ kind: 'unlisted_code' }, unknown('unlisted_code'), 1, CONFIRMED],
    [{ kind: 'huge_answer' }, unknown('too_large'), 1, CONFIRMED],
    [{ kind: 'slow_answer', ms: 50 }, unknown('timeout'), 1, CONFIRMED],
    [{ kind: 'duplicate_answer' }, CONFIRMED, 1, CONFIRMED],
    [{ kind: 'settle_later', ms: 1_000_000 }, { outcome: 'pending' }, 1, { outcome: 'pending' }],
    [
      { kind: 'reject', code: 'ACCOUNT_FROZEN' },
      { outcome: 'rejected', code: 'ACCOUNT_FROZEN' },
      0,
      { outcome: 'rejected', code: 'ACCOUNT_FROZEN' },
    ],
    [{ kind: 'reject', code: 'NEW_2027' }, unknown('unlisted_code'), 0, unknown('unlisted_code')],
    [{ kind: 'reject', code: 'NOT_ENOUGH' }, unknown('retry_later'), 0, { outcome: 'not_found' }],
    [
      { kind: 'reject', code: 'FREQUENCY_LIMITED' },
      unknown('retry_later'),
      0,
      { outcome: 'not_found' },
    ],
  ])('is understood: %j', async (fault, answer, paidTimes, queried) => {
    rail.setFaults([fault]);
    const order = anOrder();
    const caller = 'reason' in answer && answer.reason === 'timeout' ? hasty : adapter;
    expect(await caller.send(order)).toMatchObject(answer);
    expect(paid(order)).toBe(paidTimes);
    expect(await adapter.query(order)).toMatchObject(queried);
  });

  it.each<[RailFault, string]>([
    [{ kind: 'timeout_after_paying', on: 'query' }, 'timeout'],
    [{ kind: 'http_500_after_paying', on: 'query' }, 'server_error'],
    [{ kind: 'drop_connection', on: 'query' }, 'connection_lost'],
    [{ kind: 'throttle', on: 'query' }, 'not_answered'],
    [{ kind: 'html', on: 'query' }, 'not_json'],
    [{ kind: 'wrong_amount', on: 'query' }, 'echo_mismatch'],
    [{ kind: 'unlisted_code', on: 'query' }, 'unlisted_code'],
  ])('is not believed when a query meets %j', async (fault, reason) => {
    const order = anOrder();
    await adapter.send(order);
    rail.setFaults([fault]);
    const caller = reason === 'timeout' ? hasty : adapter;
    expect(await caller.query(order)).toMatchObject({ outcome: 'unknown', reason });
    expect(await adapter.query(order)).toMatchObject({ outcome: 'confirmed' });
  });

  it('pays once when the first send timed out after paying and the key is sent again', async () => {
    rail.setFaults([{ kind: 'timeout_after_paying' }]);
    const order = anOrder();
    await hasty.send(order);
    expect(await adapter.send(order)).toMatchObject({ outcome: 'confirmed' });
    expect(paid(order)).toBe(1);
  });

  it('keeps to a final rejection when the key is sent again', async () => {
    rail.setFaults([{ kind: 'reject', code: 'NAME_NOT_CORRECT' }]);
    const order = anOrder();
    const rejected = await adapter.send(order);
    expect(await adapter.send(order)).toEqual(rejected);
    expect(paid(order)).toBe(0);
  });

  it('pays a key a second time once it forgot it, which is why keys are not sent for ever', async () => {
    const order = anOrder();
    await adapter.send(order);
    rail.setFaults([{ kind: 'forget_key', on: 'query' }, { kind: 'forget_key' }]);
    expect(await adapter.query(order)).toEqual({ outcome: 'not_found' });
    expect(await adapter.send(order)).toMatchObject({ outcome: 'confirmed' });
    expect(paid(order)).toBe(2);
  });

  it('settles, fails and returns transfers later, and gives the money back', async () => {
    rail.setFaults([
      { kind: 'settle_later', ms: 50 },
      { kind: 'return_later', ms: 50 },
      { kind: 'fail_later', ms: 50, code: 'RECEIPT_REFUSED', times: 1, match: { key: 'failing' } },
    ]);
    const before = rail.book().balances;
    const failing = anOrder({ key: 'failing' });
    const returning = anOrder();
    expect(await adapter.send(failing)).toMatchObject({ outcome: 'pending' });
    rail.setFaults([
      { kind: 'settle_later', ms: 50 },
      { kind: 'return_later', ms: 50 },
    ]);
    expect(await adapter.send(returning)).toMatchObject({ outcome: 'pending' });
    expect(await until(() => adapter.query(failing), 'rejected')).toMatchObject({
      outcome: 'rejected',
      code: 'RECEIPT_REFUSED',
    });
    expect(await until(() => adapter.query(returning), 'returned')).toMatchObject({
      outcome: 'returned',
      returnedAt: expect.any(Date),
    });
    expect(paid(failing) + paid(returning)).toBe(0);
    expect(rail.book().balances).toEqual(before);
  });

  it('holds a huge answer within bounds of memory', async () => {
    rail.setFaults([{ kind: 'huge_answer', bytes: 1_000_000_000, times: 5 }]);
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(Array.from({ length: 5 }, () => adapter.send(anOrder())));
    expect(answers).toEqual(Array(5).fill(expect.objectContaining({ reason: 'too_large' })));
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('cuts a slow drip after the overall time, although bytes keep coming', async () => {
    rail.setFaults([{ kind: 'slow_answer', ms: 100 }]);
    const startedMs = Date.now();
    expect(await hasty.send(anOrder())).toMatchObject({ reason: 'timeout' });
    expect(Date.now() - startedMs).toBeLessThan(HASTY_TIMEOUT_MS + 5_000);
  });

  it('does not reach a rail that is down, and says so', async () => {
    const order = anOrder();
    await rail.close();
    expect(await adapter.send(order)).toMatchObject({ outcome: 'unknown', reason: 'not_reached' });
    expect(await adapter.query(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'not_answered',
    });
    rail = await start();
  });
});

describe('the operator of the rail', () => {
  it('sets faults for some requests only, and sees what is left', async () => {
    const operator = new RailOperator(rail.url, SECRET);
    await operator.setFaults([
      { kind: 'html', times: 2, match: { amountMinor: '500' } },
      { kind: 'redirect', match: { reference: 'pyo_nobody' } },
    ]);
    const small = anOrder({ money: Money.of(500n, 'CNY') });
    expect(await adapter.send(anOrder())).toMatchObject({ outcome: 'confirmed' });
    expect(await adapter.send(small)).toMatchObject({ outcome: 'unknown', reason: 'not_json' });
    expect(await operator.faults()).toMatchObject([
      { kind: 'html', times: 1 },
      { kind: 'redirect', times: 1 },
    ]);
    await operator.setFaults([]);
    expect(await adapter.send(small)).toMatchObject({ outcome: 'confirmed' });
  });

  it.each([
    [{ kind: 'explode' }, 'faults[1].kind'],
    [{ kind: 'delay' }, 'faults[1].ms'],
    [{ kind: 'delay', ms: 3_000_000_000 }, 'faults[1].ms'],
    [{ kind: 'reject' }, 'faults[1].code'],
    [{ kind: 'throttle', status: 200 }, 'faults[1].status'],
    [{ kind: 'html', times: -1 }, 'faults[1].times'],
    [{ kind: 'settle_later', ms: 1, on: 'query' }, 'faults[1].on'],
    [{ kind: 'html', match: { payee: 'x' } }, 'faults[1].match.payee'],
  ])('is told which part of a fault is wrong: %j', async (fault, field) => {
    const operator = new RailOperator(rail.url, SECRET);
    const faults = [{ kind: 'html' }, fault] as unknown as RailFault[];
    await expect(operator.setFaults(faults)).rejects.toThrow(field);
    expect(await operator.faults()).toEqual([]);
  });

  it('reads the statement page by page, and from a time on', async () => {
    const operator = new RailOperator(rail.url, SECRET);
    for (let sent = 0; sent < 3; sent += 1) await adapter.send(anOrder());
    const first = await operator.statement(new Date(0), { limit: 2 });
    expect(first).toMatchObject({ hasMore: true, next: first.data[1]?.transferId });
    const second = await operator.statement(new Date(0), { limit: 2, after: first.next ?? '' });
    expect(second.hasMore).toBe(false);
    const references = [...first.data, ...second.data].map(({ reference }) => reference);
    expect(references).toEqual(rail.book().transfers.map(({ reference }) => reference));
    expect((await operator.statement(new Date(Date.now() + 60_000))).data).toEqual([]);
  });
});

describe('a rail that restarts', () => {
  it('remembers what it paid, what it refused and what is left', async () => {
    const order = anOrder();
    const refused = anOrder();
    const sent = await adapter.send(order);
    rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    await adapter.send(refused);
    const before = rail.book();
    await restart();
    expect(rail.book().transfers).toEqual(before.transfers);
    expect(rail.book().balances).toEqual(before.balances);
    expect(await adapter.send(order)).toEqual(sent);
    expect(await adapter.query(refused)).toMatchObject({ outcome: 'rejected' });
    expect(paid(order)).toBe(1);
  });

  it('settles what was open when it stopped', async () => {
    rail.setFaults([{ kind: 'settle_later', ms: 1_500 }]);
    const order = anOrder();
    await adapter.send(order);
    await restart();
    expect(await adapter.query(order)).toMatchObject({ outcome: 'pending' });
    expect(await until(() => adapter.query(order), 'confirmed')).toMatchObject({
      outcome: 'confirmed',
    });
  });

  it('does not carry faults over', async () => {
    rail.setFaults([{ kind: 'html', times: 100 }]);
    await restart();
    expect(await adapter.send(anOrder())).toMatchObject({ outcome: 'confirmed' });
  });
});

describe('a rail that does not trust the caller', () => {
  it('refuses another secret, and pays nothing', async () => {
    const order = anOrder();
    const config = { url: rail.url, secret: 'a guess', webhookSecrets: [] };
    const stranger = new SimulatedRailAdapter(config);
    expect(await stranger.send(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'not_authorised',
      seen: expect.stringContaining('BAD_SIGNATURE'),
    });
    expect(paid(order)).toBe(0);
  });

  it.each([400_000, -400_000])('refuses a house whose clock is %d ms away', async (clockSkewMs) => {
    await restart({ clockSkewMs });
    expect(await adapter.send(anOrder())).toMatchObject({
      reason: 'not_authorised',
      seen: expect.stringContaining('STALE_TIMESTAMP'),
    });
  });

  it.each(['{', '[]', '{}', '{"key":"a b"}'])(
    'refuses the body %s of a signed order',
    async (body) => {
      const response = await fetch(`${rail.url}/transfers`, { method: 'POST', body });
      expect(response.status).toBe(401);
      expect(rail.book().transfers).toEqual([]);
    },
  );

  it('refuses an order of more than 64 KiB', async () => {
    const body = 'x'.repeat(65 * 1024);
    const response = await fetch(`${rail.url}/transfers`, { method: 'POST', body });
    expect(response.status).toBe(413);
  });
});
