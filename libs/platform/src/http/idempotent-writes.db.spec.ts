import { newId } from '@app/kernel';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import type { Tx } from '../database/tx';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import { IdempotentWrites, idempotentRequest } from './idempotent-writes';
import type { Answer, IdempotentRequest } from './idempotent-writes';
import type { RequestWithContext } from './request-context';

const REQUEST = { lane: 3, principal: 'usr_1', route: 'POST /v1/claims', fingerprint: 'f' };

let keys = 0;

function aRequest(wish: Partial<IdempotentRequest> = {}): IdempotentRequest {
  keys += 1;
  return { ...REQUEST, key: `key-${String(keys)}`, ...wish };
}

describe('IdempotentWrites', () => {
  let libs: TestLibs;
  let effects: number;

  beforeAll(async () => {
    libs = await TestLibs.start();
  });
  beforeEach(() => {
    effects = 0;
  });
  afterAll(async () => {
    await libs.stop();
  });

  /** A write whose effect can be counted. */
  const write = (): Promise<object> => {
    effects += 1;
    return Promise.resolve({ id: newId('clm', 3), money: { amountMinor: '9007199254740993' } });
  };
  const run = async (
    request: IdempotentRequest,
    work: (tx: Tx) => Promise<object> = write,
  ): Promise<Answer> => libs.get(IdempotentWrites).run(request, 201, work);

  it('answers a repeated request with the first answer, and acts once', async () => {
    const request = aRequest();
    const first = await run(request);
    const second = await run(request);
    expect(first).toMatchObject({ status: 201, replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(effects).toBe(1);
  });

  it('refuses the key for another content', async () => {
    const request = aRequest();
    await run(request);
    await expect(run({ ...request, fingerprint: 'other' })).rejects.toMatchObject({
      kind: 'key_reused',
      code: 'idempotency.key_reused',
    });
    expect(effects).toBe(1);
  });

  it.each<[string, Partial<IdempotentRequest>]>([
    ['another caller', { principal: 'usr_2' }],
    ['another route', { route: 'POST /v1/claims/clm_1/withdraw' }],
    ['another key', { key: 'another' }],
  ])('acts again for %s', async (_what, other) => {
    const request = aRequest();
    await run(request);
    expect(await run({ ...request, ...other })).toMatchObject({ replayed: false });
    expect(effects).toBe(2);
  });

  it('acts each time without a key, and keeps nothing', async () => {
    const { reads } = libs.unitOfWork;
    const before = await reads.count(IdempotencyKeyEntity);
    await run(aRequest({ key: null }));
    await run(aRequest({ key: null }));
    expect(effects).toBe(2);
    expect(await reads.count(IdempotencyKeyEntity)).toBe(before);
  });

  it('tells the second of two at once to wait, and gives it the answer afterwards', async () => {
    const request = aRequest();
    const begun = new Barrier(2);
    const tried = new Barrier(2);
    const first = run(request, async () => {
      await begun.arrive();
      await tried.arrive();
      return write();
    });
    await begun.arrive();
    await expect(run(request)).rejects.toMatchObject({
      kind: 'in_flight',
      code: 'idempotency.in_flight',
      details: { retryAfterSeconds: 1 },
    });
    await tried.arrive();
    const answer = await first;
    expect(await run(request)).toEqual({ ...answer, replayed: true });
    expect(effects).toBe(1);
  });

  it('frees the key when the write fails', async () => {
    const request = aRequest();
    const failing = run(request, () => Promise.reject(new Error('It was refused.')));
    await expect(failing).rejects.toThrow('refused');
    expect(await run({ ...request, fingerprint: 'mended' })).toMatchObject({ replayed: false });
  });

  it('keeps no answer to an effect that was rolled back with its transaction', async () => {
    const request = aRequest();
    const failing = run(request, async (tx) => {
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '23514'; END $$`);
      return {};
    });
    await expect(failing).rejects.toThrow('no');
    expect(await libs.unitOfWork.reads.countBy(IdempotencyKeyEntity, { key: request.key! })).toBe(
      0,
    );
  });

  it('acts once for twenty at once', async () => {
    const request = aRequest();
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => run(request)));
    const refused = ends.filter(({ status }) => status === 'rejected');
    for (const end of refused) expect(end).toMatchObject({ reason: { kind: 'in_flight' } });
    expect(refused.length).toBeLessThan(20);
    expect(effects).toBe(1);
  });
});

describe('the key of a request', () => {
  const request = (key?: string | string[]): RequestWithContext =>
    ({
      headers: key === undefined ? {} : { 'idempotency-key': key },
      method: 'POST',
      path: '/v1/claims',
      actor: anActor('claimant', 'usr_1'),
    }) as unknown as RequestWithContext;
  const read = (key?: string, content: unknown = null, required = true): IdempotentRequest =>
    idempotentRequest(request(key), { lane: 3, required, content });

  it('belongs to its caller, its route and its lane', () => {
    expect(read('k')).toMatchObject({
      lane: 3,
      principal: 'usr_1',
      route: 'POST /v1/claims',
      key: 'k',
    });
  });

  it.each(['0192d1c8-7f3e-7c6a-9a8e-0242ac120002', '!', '~'.repeat(255)])('may be %s', (key) => {
    expect(read(key).key).toBe(key);
  });

  it.each(['a b', 'ключ', 'a\tb', '~'.repeat(256)])('may not be %j', (key) => {
    expect(() => read(key)).toThrow(
      expect.objectContaining({ code: 'idempotency.key_malformed' }) as Error,
    );
  });

  it.each([undefined, ''])('cannot be missing (%j) where it is required', (key) => {
    expect(() => read(key)).toThrow(
      expect.objectContaining({ code: 'idempotency.key_missing' }) as Error,
    );
    expect(read(key, null, false).key).toBeNull();
  });

  it('stands for a content, in whatever order its fields come', () => {
    const one = read('k', { a: 1, b: { c: 2, d: 3 } }).fingerprint;
    expect(read('k', { b: { d: 3, c: 2 }, a: 1 }).fingerprint).toBe(one);
    expect(read('k', { a: 1, b: { c: 2, d: 4 } }).fingerprint).not.toBe(one);
    expect(read('k', undefined).fingerprint).toBe(read('k', null).fingerprint);
  });
});
