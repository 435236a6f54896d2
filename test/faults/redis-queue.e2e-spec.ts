import { setTimeout as sleep } from 'node:timers/promises';

import { UnitOfWork } from '@app/platform';
import type { QueueStatus } from '@app/platform';

import { cny, evidenceHandedIn, filed, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { RedisUnderTest, describeWithRedis } from '../support/redis-server';
import { TestService } from '../support/test-service';
import { KillableService } from './killable-service';

const TOKEN = 'the-token-of-the-scraper';
/** On two busy processors; what Redis would make anybody wait for is longer. */
const FILING_MS = 3_000;
/** What `docker/compose.yml` gives a service before it is killed. */
const STOP_LIMIT_MS = 60_000;

describeWithRedis()('a service whose jobs are on Redis', () => {
  let redis: RedisUnderTest;
  let service: TestService;

  beforeAll(async () => {
    redis = await RedisUnderTest.start();
    service = await TestService.start({ config: { queue: redis.config, metricsToken: TOKEN } });
  });
  afterAll(async () => {
    await service.stop();
    await redis.dispose();
  });

  const untilQueueIs = async (status: QueueStatus): Promise<void> => {
    await service.eventually(
      async () => (await service.get(null, '/readyz')).body as ReadyJson,
      ({ checks }) => checks.queue.status === status,
    );
  };
  const paid = async (claim: ClaimJson): Promise<void> => {
    await untilStatus(service, claim.id, 'awaiting_claimant');
    await evidenceHandedIn(service, claim);
    expect(await untilStatus(service, claim.id, 'paid')).toMatchObject({ paid: claim.claimed });
  };

  it('pays a claim as it always does, with nothing but ids on Redis', async () => {
    const claim = await filed(service, { amountMinor: '15000' });
    await paid(claim);
    expect((await service.get(null, '/readyz')).body).toMatchObject({
      status: 'ok',
      checks: { queue: { on: 'redis', status: 'ok' } },
    });
    const { reads } = service.app.get(UnitOfWork);
    expect(await reads.query('SELECT id FROM bullmq.job')).toEqual([]);
    const keys = String(await redis.say('KEYS', '*'));
    expect(keys).toContain('ganpei:advance-payout:meta');
    expect(keys).not.toMatch(/15000|138\d{8}/);
  });

  it('takes claims while Redis is away, and works on them when it is back and empty', async () => {
    await redis.kill();
    await untilQueueIs('away');
    const claims: ClaimJson[] = [];
    for (const amountMinor of ['11000', '12000', '13000']) {
      const startedAt = performance.now();
      claims.push(await filed(service, { amountMinor, by: 'chen', payer: 'u_1002' }));
      expect(performance.now() - startedAt).toBeLessThan(FILING_MS);
    }
    expect((await service.get(null, '/readyz')).body).toMatchObject({ status: 'degraded' });
    const metrics = await service
      .as(null, 'get', '/metrics')
      .set('Authorization', `Bearer ${TOKEN}`);
    expect(metrics.text).toMatch(/^ganpei_queue_well 0$/m);
    expect(metrics.text).toMatch(/^ganpei_queue_missed_jobs [1-9]\d*$/m);
    await redis.start();
    await untilQueueIs('ok');
    for (const claim of claims) await untilStatus(service, claim.id, 'awaiting_claimant');
  });

  it('loses no work when somebody empties Redis again and again', async () => {
    const emptying = setInterval(() => void redis.say('FLUSHALL'), 150);
    const claim = await filed(service, { amountMinor: '14000' });
    expect(claim.claimed).toEqual(cny('14000'));
    await untilStatus(service, claim.id, 'awaiting_claimant');
    await evidenceHandedIn(service, claim);
    // Her second claim on one day is looked at by a person.
    await untilStatus(service, claim.id, 'in_review');
    clearInterval(emptying);
  });
});

describeWithRedis()('the command that starts a service whose jobs are on Redis', () => {
  let redis: RedisUnderTest;
  let service: KillableService;

  beforeEach(async () => {
    redis = await RedisUnderTest.prepare();
    // The demo plays a story at its first start, for which jobs have to be done.
    const quiet = { DEMO: 'false', SUPPORT_PHONE: '400-123-4567' };
    service = await KillableService.prepare({ ...quiet, QUEUE_URL: redis.url });
  });
  afterEach(async () => {
    await service.dispose();
    await redis.dispose();
  });

  it('starts without Redis, says so, and stops in order', async () => {
    service.start('up');
    await service.untilReady();
    await service.untilItWrote(11);
    expect(service.lines.join('\n')).toContain(`Queue     ${redis.url}/0   （尚未连通`);
    const ready = (await (await fetch(`${service.url}/readyz`)).json()) as ReadyJson;
    expect(ready.checks.queue).toEqual({ on: 'redis', status: 'away' });
    expect(await service.stop()).toBe(0);
  });

  it.each([
    ['is killed', () => redis.kill()],
    [
      'freezes',
      () => {
        redis.signal('SIGSTOP');
        return Promise.resolve();
      },
    ],
  ])('stops in order when Redis %s', async (_what, happens) => {
    await redis.start();
    service.start('up');
    await service.untilReady();
    await happens();
    const stopped = await Promise.race([service.stop(), sleep(STOP_LIMIT_MS, 'never')]);
    expect(stopped).toBe(0);
  });

  it('refuses a Redis that throws jobs away, in both languages', async () => {
    await redis.start();
    await redis.say('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    service.start('up');
    await expect(service.untilReady()).rejects.toThrow(
      /ended by itself \(3\)[^]*请设置“maxmemory-policy noeviction”[^]*set "maxmemory-policy noeviction"/,
    );
  });
});

interface ReadyJson {
  readonly checks: { readonly queue: { readonly on: string; readonly status: QueueStatus } };
}
