import { Logger } from '@nestjs/common';

import { RedisUnderTest, describeWithRedis } from '../../../../test/support/redis-server';
import { queueFindings } from './queue-findings';

it('The doctor says that PostgreSQL holds the jobs', async () => {
  expect(await queueFindings(null)).toEqual([
    { isGood: true, text: 'Jobs are kept in PostgreSQL' },
  ]);
});

describeWithRedis()('the doctor, of a queue on Redis,', () => {
  let redis: RedisUnderTest;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  beforeEach(async () => {
    redis = await RedisUnderTest.start();
  });
  afterEach(async () => {
    await redis.dispose();
  });

  it('says where it is', async () => {
    const [finding] = await queueFindings(redis.config);
    expect(finding?.isGood).toBe(true);
    expect(finding?.text).toMatch(/^Jobs are kept in Redis \d+\.\d.* at redis:\/\/127\.0\.0\.1:/);
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['is away', () => redis.kill(), /does not answer: work is late until it does/],
    [
      'throws jobs away',
      () => redis.say('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lfu'),
      /maxmemory-policy is allkeys-lfu/,
    ],
    ['is full', () => redis.say('CONFIG', 'SET', 'maxmemory', '1000'), /nearly full/],
  ])('says that it %s', async (_what, happens, text) => {
    await happens();
    expect(await queueFindings(redis.config)).toEqual([
      { isGood: false, text: expect.stringMatching(text) as string },
    ]);
  });
});
