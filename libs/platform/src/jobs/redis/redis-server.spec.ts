import { Logger } from '@nestjs/common';

import { RedisUnderTest, describeWithRedis } from '../../../../../test/support/redis-server';
import { QueueRefusal } from './queue-refusal';
import { RedisServer } from './redis-server';

const SECRET = 'hunter2';

describeWithRedis()('the server of a queue', () => {
  const started: RedisUnderTest[] = [];
  const opened: RedisServer[] = [];

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterEach(async () => {
    for (const server of opened.splice(0)) server.close();
    await Promise.all(started.splice(0).map((redis) => redis.dispose()));
  });

  const redis = async (...settings: string[]): Promise<RedisUnderTest> => {
    const one = await RedisUnderTest.start(settings);
    started.push(one);
    return one;
  };
  const open = async (config: RedisUnderTest['config']): Promise<RedisServer> => {
    const server = await RedisServer.open(config);
    opened.push(server);
    return server;
  };
  const refusalOf = async (config: RedisUnderTest['config']): Promise<Error> => {
    const refusal = await open(config).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(QueueRefusal);
    return refusal as Error;
  };

  it('is well when it throws nothing away', async () => {
    const { config } = await redis('--maxmemory', '100mb', '--maxmemory-policy', 'noeviction');
    const server = await open(config);
    const { status, facts } = await server.standing();
    expect([server.isThere, status]).toEqual([true, 'ok']);
    expect(facts).toMatchObject({ evictionPolicy: 'noeviction' });
    expect(facts?.memoryRatio).toBeGreaterThan(0);
    expect(facts?.memoryRatio).toBeLessThan(0.2);
  });

  it('is refused when it throws jobs away to make room', async () => {
    const { config } = await redis('--maxmemory-policy', 'allkeys-lru');
    const { message } = await refusalOf(config);
    expect(message).toMatch(/maxmemory-policy is allkeys-lru.*set "maxmemory-policy noeviction"/);
    expect(message).toMatch(/请设置/);
    expect(message).toContain(`redis://127.0.0.1:${config.port}/0`);
  });

  it.each<[string, Partial<RedisUnderTest['config']>, RegExp]>([
    ['no password', {}, /user or the password/],
    ['a wrong password', { password: 'hunter3' }, /user or the password/],
    ['an unknown user', { username: 'eve', password: SECRET }, /user or the password/],
    ['a database that it has not', { password: SECRET, database: 99 }, /no database of this/],
  ])('is refused with %s, and no password is told', async (_what, wish, problem) => {
    const one = await redis();
    await one.say('CONFIG', 'SET', 'requirepass', SECRET);
    const refusal = await refusalOf({ ...one.config, ...wish });
    expect(refusal.message).toMatch(problem);
    expect(`${refusal.message} ${String(refusal.stack)}`).not.toMatch(/hunter/);
  });

  it('is refused when its user may not ask how it is', async () => {
    const one = await redis();
    await one.say('ACL', 'SETUSER', 'app', 'on', '>secret', '~*', '+@all', '-info');
    const refusal = await refusalOf({ ...one.config, username: 'app', password: 'secret' });
    expect(refusal.message).toMatch(/lacks rights/);
  });

  it('is waited for when it is away, and welcomed when it comes', async () => {
    const one = await RedisUnderTest.prepare();
    started.push(one);
    const server = await open(one.config);
    expect([server.isThere, (await server.standing()).status]).toEqual([false, 'away']);
    await one.start();
    while (!server.isThere) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await server.standing()).status).toBe('ok');
  });

  it('is told to be unfit, and worked with, when it turns out so later', async () => {
    const one = await redis();
    const server = await open(one.config);
    await one.say('CONFIG', 'SET', 'maxmemory-policy', 'volatile-ttl');
    expect((await server.standing()).status).toBe('unfit');
    expect(server.isThere).toBe(true);
  });

  it('is told to be full before nothing goes in any more', async () => {
    const one = await redis();
    const server = await open(one.config);
    const used = Number(/used_memory:(\d+)/.exec(String(await one.say('INFO')))?.[1]);
    await one.say('CONFIG', 'SET', 'maxmemory', String(Math.round(used * 1.1)));
    expect((await server.standing()).status).toBe('full');
  });

  it('is away for those whom it keeps waiting', async () => {
    const one = await redis();
    const server = await open(one.config);
    one.signal('SIGSTOP');
    const startedAt = performance.now();
    expect((await server.standing()).status).toBe('away');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    one.signal('SIGCONT');
  });
});
