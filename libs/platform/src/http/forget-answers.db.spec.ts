import { TestLibs } from '../../../../test/support/test-libs';
import { ForgetAnswers, forgetAnswersJob } from './forget-answers';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import { IdempotentWrites } from './idempotent-writes';
import type { Answer } from './idempotent-writes';

const HOUR_MS = 3_600_000;

describe('the answer to a request', () => {
  let libs: TestLibs;
  beforeAll(async () => {
    libs = await TestLibs.start();
  });
  afterAll(async () => {
    await libs.stop();
  });

  const ask = (key: string): Promise<Answer> => {
    const request = { lane: 3, principal: 'usr_1', route: 'POST /v1/x', fingerprint: 'f', key };
    return libs.get(IdempotentWrites).run(request, 201, () => Promise.resolve({ id: 'x' }));
  };
  const sweep = async (): Promise<number> => {
    const due = await forgetAnswersJob.findDue(libs.unitOfWork.reads, libs.clock.now(), 500);
    if (due.length > 0) await libs.get(ForgetAnswers).run();
    return due.length;
  };

  it('is kept for a day and forgotten soon after it, with its key', async () => {
    await ask('old');
    libs.clock.moveOn(23 * HOUR_MS);
    await ask('new');
    expect(await sweep()).toBe(0);
    await libs.get(ForgetAnswers).run();
    expect(await ask('old')).toMatchObject({ replayed: true });
    libs.clock.moveOn(2 * HOUR_MS + 1);
    expect(await sweep()).toBe(1);
    expect(await ask('old')).toMatchObject({ replayed: false });
    expect(await ask('new')).toMatchObject({ replayed: true });
  });

  it('is forgotten however many there are', async () => {
    await libs.inTransaction((tx) =>
      tx.query(
        `INSERT INTO idempotency_keys (lane, principal, route, key, fingerprint, status, body, created_at)
         SELECT 3, 'usr_1', 'POST /v1/y', 'k' || n, 'f', 201, '{}', $1 FROM generate_series(1, 2500) n`,
        [libs.clock.now()],
      ),
    );
    libs.clock.moveOn(26 * HOUR_MS);
    expect(await sweep()).toBe(1);
    expect(await libs.unitOfWork.reads.count(IdempotencyKeyEntity)).toBe(0);
    expect(await sweep()).toBe(0);
  });
});
