import { TestService } from '../support/test-service';
import { expectProblem, problemFaults } from './problems';
import { Wire } from './wire';

describe('HTTP itself', () => {
  let service: TestService;
  let wire: Wire;

  beforeAll(async () => {
    service = await TestService.start();
    wire = new Wire(service.url);
  });
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  describe('has addresses', () => {
    it.each([
      '/v1/claims/%',
      '/v1/claims/%zz',
      '/v1/claims/%ff',
      '/v1/claims/%c0%af',
      '/v1/claims/%ed%a0%80',
    ])('that are escaped rightly, and not %s', async (path) => {
      const answer = await wire.send({
        method: 'GET',
        path,
        headers: service.authorization('lin'),
      });
      expectProblem(answer, 400, 'request.invalid');
    });

    it.each([
      '/',
      '/v1',
      '/v2/claims',
      '/v1/claimz',
      '/.env',
      '/.git/config',
      '/admin',
      '/v1/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/\\etc',
    ])('of which %s is none', async (path) => {
      const answer = await wire.send({
        method: 'GET',
        path,
        headers: service.authorization('zhao'),
      });
      expectProblem(answer, 404, 'request.no_route');
    });

    it('with a host in them, which are guarded as all others', async () => {
      const { hostname } = new URL(service.url);
      const answer = await wire.send({ method: 'GET', path: `http://${hostname}/v1/claims` });
      expectProblem(answer, 401, 'auth.token_missing');
    });
  });

  describe('is answered with a problem document when it is broken', () => {
    const raw = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
    const host = 'Host: localhost';

    it.each([
      [
        'a header of 20 kB',
        raw('GET /healthz HTTP/1.1', host, `X-Long: ${'x'.repeat(20_000)}`),
        431,
      ],
      [
        'an address of 20 kB',
        raw(`GET /v1/claims?after=${'x'.repeat(20_000)} HTTP/1.1`, host),
        431,
      ],
      [
        '3,000 headers',
        raw('GET /healthz HTTP/1.1', host, ...Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`)),
        431,
      ],
      ['nonsense', raw('what is this'), 400],
      ['a version that there is not', raw('GET /healthz HTTP/9.9', host), 400],
      [
        'two lengths',
        raw('POST /v1/auth/token HTTP/1.1', host, 'Content-Length: 2', 'Content-Length: 3'),
        400,
      ],
      [
        'a length and chunks',
        raw(
          'POST /v1/auth/token HTTP/1.1',
          host,
          'Content-Length: 2',
          'Transfer-Encoding: chunked',
        ),
        400,
      ],
      ['a negative length', raw('POST /v1/auth/token HTTP/1.1', host, 'Content-Length: -2'), 400],
      ['a length in words', raw('POST /v1/auth/token HTTP/1.1', host, 'Content-Length: two'), 400],
      ['a header without a name', raw('GET /healthz HTTP/1.1', host, ': value'), 400],
      [
        'a header with a blank in its name',
        raw('GET /healthz HTTP/1.1', host, 'X Name: value'),
        400,
      ],
      ['a NUL in a header', raw('GET /healthz HTTP/1.1', host, 'X-Name: a\0b'), 400],
      [
        'a header that goes on in the next line',
        raw('GET /healthz HTTP/1.1', host, 'X-Name: a', ' b'),
        400,
      ],
      ['a method that there is not', raw('FETCH /healthz HTTP/1.1', host), 400],
    ])('by %s', async (_, bytes, status) => {
      const answer = await wire.sendBytes(bytes);
      expect(answer?.status).toBe(status);
      expect(problemFaults(answer!)).toEqual([]);
    });

    it('except that Node itself answers who names no host', async () => {
      const answer = await wire.sendBytes(raw('GET /healthz HTTP/1.1'));
      expect(answer?.status).toBe(400);
    });

    it('by a chunk whose size is none', async () => {
      const head = raw(
        'POST /v1/auth/token HTTP/1.1',
        host,
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
      );
      const answer = await wire.sendBytes(`${head}zz\r\n{}\r\n0\r\n\r\n`);
      expect(answer).not.toBeNull();
      expect(problemFaults(answer!)).toEqual([]);
      expect(answer!.status).toBe(400);
    });

    it('and serves on when a body never comes to its end', async () => {
      const head = raw(
        'POST /v1/auth/token HTTP/1.1',
        host,
        'Content-Type: application/json',
        'Content-Length: 500',
      );
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => wire.sendBytes(`${head}{"user`, 200)),
      );
      expect(answers.filter((answer) => answer !== null)).toEqual([]);
      expect((await service.get(null, '/healthz')).status).toBe(200);
    });

    it('and does not mind an expectation that it does not know', async () => {
      const answer = await wire.sendBytes(
        raw('GET /healthz HTTP/1.1', host, 'Expect: a-pony', 'Connection: close'),
      );
      expect(answer?.status).toBe(200);
    });

    it('and takes one request for one, also when a second hides in its body', async () => {
      const hidden = raw('GET /v1/public/guarantee HTTP/1.1', host);
      const head = raw(
        'GET /healthz HTTP/1.1',
        host,
        `Content-Length: ${hidden.length}`,
        'Connection: close',
      );
      const answer = await wire.sendBytes(`${head}${hidden}`);
      expect(answer?.status).toBe(200);
      expect(answer?.text).not.toContain('programs');
    });
  });

  describe('tells nobody', () => {
    it('what runs here', async () => {
      const { headers } = await service.get(null, '/healthz');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': expect.anything(),
      });
    });

    it('a header that a caller has smuggled in', async () => {
      const answer = await wire.send({
        method: 'GET',
        path: '/v1/claims/a%0d%0aX-Evil:%20yes',
        headers: service.authorization('lin'),
      });
      expect(answer.headers).not.toHaveProperty('x-evil');
      expectProblem(answer, 404, 'request.not_found');
    });

    it('a password that was wrong', async () => {
      const secret = 'hunter2\u0007';
      const { text } = await service
        .as(null, 'post', '/v1/auth/token')
        .send({ username: 'lin', password: secret });
      expect(text).not.toContain('hunter2');
    });

    it('by the answer or by its time whether an account exists', async () => {
      const tryOut = async (username: string): Promise<{ body: object; ms: number }> => {
        const startedAt = process.hrtime.bigint();
        const { body } = await service
          .as(null, 'post', '/v1/auth/token')
          .send({ username, password: 'wrong' });
        const { requestId, ...rest } = body as Record<string, unknown>;
        expect(requestId).toBeDefined();
        return { body: rest, ms: Number((process.hrtime.bigint() - startedAt) / 1_000_000n) };
      };
      await tryOut('lin@demo.ganpei');
      const known = [await tryOut('lin@demo.ganpei'), await tryOut('LIN@demo.ganpei')];
      const unknown = [await tryOut('nobody@demo.ganpei'), await tryOut("' OR 1=1 --")];
      expect([...known, ...unknown].map(({ body }) => body)).toEqual(Array(4).fill(known[0]!.body));
      const shortest = (tries: { ms: number }[]): number => Math.min(...tries.map(({ ms }) => ms));
      expect(shortest(unknown)).toBeGreaterThan(shortest(known) / 4);
    });
  });
});
