import request from 'supertest';
import type { Response } from 'supertest';

import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const WAITS = 'auth.too_many_attempts';
const WRONG = 'auth.wrong_credentials';

/** Tries to sign in, as a proxy would pass it on. */
async function signIn(
  service: TestService,
  username: string,
  { password = 'wrong horse', from }: { readonly password?: string; readonly from?: string } = {},
): Promise<Response> {
  const test = request(service.url).post('/v1/auth/token').send({ username, password });
  return from === undefined ? test : test.set('X-Forwarded-For', from);
}

async function fail(
  service: TestService,
  times: number,
  attempt: (index: number) => { readonly username: string; readonly from?: string },
): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const { username, ...rest } = attempt(index);
    await signIn(service, username, rest);
  }
}

describe('signing in', () => {
  describe('behind a proxy of ours', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await TestService.start({ config: { trustedProxies: ['loopback'] } });
    });
    afterAll(() => service.stop());

    it('has to wait after five wrong passwords, and says how long in both languages', async () => {
      const lin = { username: 'chen@demo.ganpei', from: '203.0.113.7' };
      await fail(service, 4, () => lin);
      expectProblem(await signIn(service, lin.username, lin), 401, WRONG);
      const refused = await signIn(service, lin.username, { ...lin, password: 'demo' });
      expectProblem(refused, 429, WAITS);
      expect(refused.headers['retry-after']).toBe('1');
      service.clock.moveOn(1_000);
      const after = await signIn(service, lin.username, { ...lin, password: 'demo' });
      expect(after.status).toBe(200);
    });

    it('says the same of a name that nobody has', async () => {
      const nobody = { username: 'nobody@example.org', from: '203.0.113.8' };
      await fail(service, 5, () => nobody);
      expectProblem(await signIn(service, nobody.username, nobody), 429, WAITS);
    });

    it('is held up from another network only when very many have tried', async () => {
      const wang = 'wang@demo.ganpei';
      const known = { from: '192.0.2.100', password: 'demo' };
      expect((await signIn(service, wang, known)).status).toBe(200);
      await fail(service, 19, (index) => ({ username: wang, from: `198.51.100.${index}` }));
      expectProblem(await signIn(service, wang, { from: '192.0.2.1' }), 401, WRONG);
      const refused = await signIn(service, wang, { from: '192.0.2.2', password: 'demo' });
      expectProblem(refused, 429, WAITS);
      expect((await signIn(service, wang, known)).status).toBe(200);
    });

    it('counts the address that the proxy saw, and not what a caller wrote before it', async () => {
      const forged = (index: number) => ({
        username: 'sun@demo.ganpei',
        from: `10.9.8.${index}, 203.0.113.99`,
      });
      await fail(service, 5, forged);
      expectProblem(await signIn(service, 'sun@demo.ganpei', forged(6)), 429, WAITS);
    });
  });

  describe('without a proxy', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await TestService.start();
    });
    afterAll(() => service.stop());

    it('counts where a request came from, whatever it says of itself', async () => {
      const forged = (index: number) => ({ username: 'x@y.z', from: `203.0.113.${index}` });
      await fail(service, 5, forged);
      expectProblem(await signIn(service, 'x@y.z', forged(6)), 429, WAITS);
    });
  });
});
