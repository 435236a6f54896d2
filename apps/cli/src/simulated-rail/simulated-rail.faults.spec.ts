import type { RailFault } from './rail-fault';
import { HASTY_TIMEOUT_MS, RailHouse, anOrder, until } from './testing/rail-house';

let house: RailHouse;

beforeEach(async () => {
  house = await RailHouse.start();
});

afterEach(async () => {
  await house.stop();
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
    house.rail.setFaults([fault]);
    const order = anOrder();
    const caller = 'reason' in answer && answer.reason === 'timeout' ? house.hasty : house.adapter;
    expect(await caller.send(order)).toMatchObject(answer);
    expect(house.paid(order)).toBe(paidTimes);
    expect(await house.adapter.query(order)).toMatchObject(queried);
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
    await house.adapter.send(order);
    house.rail.setFaults([fault]);
    const caller = reason === 'timeout' ? house.hasty : house.adapter;
    expect(await caller.query(order)).toMatchObject({ outcome: 'unknown', reason });
    expect(await house.adapter.query(order)).toMatchObject({ outcome: 'confirmed' });
  });

  it('pays once when the first send timed out after paying and the key is sent again', async () => {
    house.rail.setFaults([{ kind: 'timeout_after_paying' }]);
    const order = anOrder();
    await house.hasty.send(order);
    expect(await house.adapter.send(order)).toMatchObject({ outcome: 'confirmed' });
    expect(house.paid(order)).toBe(1);
  });

  it('keeps to a final rejection when the key is sent again', async () => {
    house.rail.setFaults([{ kind: 'reject', code: 'NAME_NOT_CORRECT' }]);
    const order = anOrder();
    const rejected = await house.adapter.send(order);
    expect(await house.adapter.send(order)).toEqual(rejected);
    expect(house.paid(order)).toBe(0);
  });

  it('pays a key a second time once it forgot it, which is why keys are not sent for ever', async () => {
    const order = anOrder();
    await house.adapter.send(order);
    house.rail.setFaults([{ kind: 'forget_key', on: 'query' }, { kind: 'forget_key' }]);
    expect(await house.adapter.query(order)).toEqual({ outcome: 'not_found' });
    expect(await house.adapter.send(order)).toMatchObject({ outcome: 'confirmed' });
    expect(house.paid(order)).toBe(2);
  });

  it('settles, fails and returns transfers later, and gives the money back', async () => {
    house.rail.setFaults([
      { kind: 'settle_later', ms: 50 },
      { kind: 'return_later', ms: 50 },
      { kind: 'fail_later', ms: 50, code: 'RECEIPT_REFUSED', times: 1, match: { key: 'failing' } },
    ]);
    const before = house.rail.book().balances;
    const failing = anOrder({ key: 'failing' });
    const returning = anOrder();
    expect(await house.adapter.send(failing)).toMatchObject({ outcome: 'pending' });
    house.rail.setFaults([
      { kind: 'settle_later', ms: 50 },
      { kind: 'return_later', ms: 50 },
    ]);
    expect(await house.adapter.send(returning)).toMatchObject({ outcome: 'pending' });
    expect(await until(() => house.adapter.query(failing), 'rejected')).toMatchObject({
      outcome: 'rejected',
      code: 'RECEIPT_REFUSED',
    });
    expect(await until(() => house.adapter.query(returning), 'returned')).toMatchObject({
      outcome: 'returned',
      returnedAt: expect.any(Date),
    });
    expect(house.paid(failing) + house.paid(returning)).toBe(0);
    expect(house.rail.book().balances).toEqual(before);
  });

  it('holds a huge answer within bounds of memory', async () => {
    house.rail.setFaults([{ kind: 'huge_answer', bytes: 1_000_000_000, times: 5 }]);
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => house.adapter.send(anOrder())),
    );
    expect(answers).toEqual(Array(5).fill(expect.objectContaining({ reason: 'too_large' })));
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('cuts a slow drip after the overall time, although bytes keep coming', async () => {
    house.rail.setFaults([{ kind: 'slow_answer', ms: 100 }]);
    const startedMs = Date.now();
    expect(await house.hasty.send(anOrder())).toMatchObject({ reason: 'timeout' });
    expect(Date.now() - startedMs).toBeLessThan(HASTY_TIMEOUT_MS + 5_000);
  });

  it('does not reach a rail that is down, and says so', async () => {
    const order = anOrder();
    await house.rail.close();
    expect(await house.adapter.send(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'not_reached',
    });
    expect(await house.adapter.query(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'not_answered',
    });
    await house.open();
  });
});
