import { DomainError } from '@app/kernel';

import { TestClock } from '../../../../test/support/test-clock';
import { SignInThrottle } from './sign-in-throttle';

const wrong = (): Promise<never> =>
  Promise.reject(
    new DomainError('unauthenticated', 'auth.wrong_credentials', { en: 'No.', 'zh-CN': '否。' }),
  );

describe('trying passwords', () => {
  let clock: TestClock;
  let throttle: SignInThrottle;
  beforeEach(() => {
    clock = new TestClock();
    throttle = new SignInThrottle(clock);
  });

  /** How an attempt ends: the password is right or not, or how many seconds it has to wait. */
  async function end(
    username: string,
    address: string,
    verify: () => Promise<unknown> = wrong,
  ): Promise<string | number> {
    try {
      await throttle.run({ username, address }, verify);
      return 'in';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.details.retryAfterSeconds ?? error.code;
    }
  }
  const right = (): Promise<void> => Promise.resolve();
  async function fail(times: number, as: (index: number) => readonly [string, string]) {
    for (let index = 0; index < times; index += 1) await end(...as(index));
  }

  it('may go wrong five times, and is then held up, longer each time', async () => {
    const ends: (string | number)[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) ends.push(await end('lin', '203.0.113.7'));
    expect(ends).toEqual([...Array<string>(5).fill('auth.wrong_credentials'), 1]);
    clock.moveOn(1_000);
    expect(await end('lin', '203.0.113.7')).toBe('auth.wrong_credentials');
    expect(await end('lin', '203.0.113.7')).toBe(2);
  });

  it('tells nothing while it is held up, not even by the right one', async () => {
    await fail(5, () => ['lin', '203.0.113.7']);
    expect(await end('LIN ', '203.0.113.7', right)).toBe(1);
    clock.moveOn(1_000);
    expect(await end('lin', '203.0.113.7', right)).toBe('in');
    expect(await end('lin', '203.0.113.7')).toBe('auth.wrong_credentials');
  });

  it('of one account is held up from wherever it is tried', async () => {
    await fail(20, (index) => ['lin', `203.0.113.${index}`]);
    expect(await end('lin', '198.51.100.1', right)).toBe(1);
    expect(await end('chen', '198.51.100.1', right)).toBe('in');
  });

  it('never keeps an owner out who signed in from their network before', async () => {
    await end('lin', '198.51.100.1', right);
    await fail(100, (index) => ['lin', `203.0.113.${index}`]);
    await fail(100, (index) => [`name-${index}`, '198.51.100.1']);
    expect(await end('lin', '198.51.100.1', right)).toBe('in');
    await fail(5, () => ['lin', '198.51.100.1']);
    expect(await end('lin', '198.51.100.1', right)).toBe(1);
  });

  it('of many accounts from one network is held up', async () => {
    await fail(50, (index) => [`name-${index}`, `2001:db8:1:2::${index}`]);
    expect(await end('lin', '2001:db8:1:2::ffff', right)).toBe(1);
    expect(await end('lin', '2001:db8:1:3::1', right)).toBe('in');
  });

  it('all at once is no way in', async () => {
    const ends = await Promise.all(Array.from({ length: 50 }, () => end('lin', '203.0.113.7')));
    const tried = ends.filter((one) => one === 'auth.wrong_credentials');
    expect(tried.length).toBeLessThanOrEqual(6);
  });

  it('at most a minute apart, whatever happened before', async () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      await end('lin', '203.0.113.7');
      clock.moveOn(60_000);
    }
    expect(await end('lin', '203.0.113.7', right)).toBe('in');
  });

  it('counts nothing that failed for reasons of ours', async () => {
    const broken = (): Promise<never> =>
      Promise.reject(new DomainError('unavailable', 'x.y', { en: 'Down.', 'zh-CN': '故障。' }));
    for (let attempt = 0; attempt < 20; attempt += 1) await end('lin', '203.0.113.7', broken);
    expect(await end('lin', '203.0.113.7', right)).toBe('in');
  });
});
