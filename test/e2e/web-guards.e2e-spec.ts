import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { TestService } from '../support/test-service';

const SCRIPT = `console.log(${'1 + '.repeat(500)} 1);`;

/** What browsers are told, so that no other page, script or frame gets at ours. */
describe('a browser that asks the service', () => {
  let service: TestService;
  let webFolder = '';

  beforeAll(async () => {
    webFolder = await mkdtemp(join(tmpdir(), 'ganpei-web-'));
    await mkdir(join(webFolder, 'assets'));
    await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>Ganpei</title>');
    const script = join(webFolder, 'assets', 'index-1a2b.js');
    await writeFile(script, SCRIPT);
    await writeFile(`${script}.br`, brotliCompressSync(SCRIPT));
    await writeFile(`${script}.gz`, gzipSync(SCRIPT));
    service = await TestService.start({ webFolder });
  });
  afterAll(async () => {
    await service.stop();
    await rm(webFolder, { recursive: true });
  });

  const policyOf = async (path: string): Promise<Record<string, string>> => {
    const { headers } = await service.get(null, path);
    const directives = String(headers['content-security-policy']).split(';');
    return Object.fromEntries(
      directives.map((directive) => {
        const [name = '', ...sources] = directive.trim().split(' ');
        return [name, sources.join(' ')];
      }),
    );
  };

  it('may run no script and use no style in our pages but those of our own files', async () => {
    expect(await policyOf('/')).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'connect-src': "'self'",
      'font-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'img-src': "'self' data:",
      'script-src': "'self'",
      'style-src': "'self'",
    });
  });

  it('may do nothing with an answer of the API, even a problem, but read it', async () => {
    const nothing = {
      'default-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    };
    for (const path of ['/v1/public/guarantee', '/v1/claims', '/v1/nowhere', '/readyz']) {
      expect([path, await policyOf(path)]).toEqual([path, nothing]);
    }
  });

  it('lets only the page of the documentation style itself', async () => {
    const policy = await policyOf('/docs');
    expect(policy['style-src']).toBe("'self' 'unsafe-inline'");
    expect(policy['script-src']).toBe("'self'");
    expect(policy['frame-ancestors']).toBe("'none'");
  });

  it.each(['/', '/assets/index-1a2b.js', '/docs', '/v1/public/guarantee', '/v1/claims'])(
    'takes %s for what it is, tells nobody where it came from, and has no device for it',
    async (path) => {
      const { headers } = await service.get(null, path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringMatching(/camera=\(\).*geolocation=\(\).*payment=\(\)/),
      });
    },
  );

  it('keeps nothing of what the API says to one person', async () => {
    const { headers } = await service.get('lin', '/v1/claims');
    expect(headers['cache-control']).toBe('no-store');
    expect((await service.get(null, '/')).headers['cache-control']).toBe('public, max-age=0');
  });

  it('is given no cookie, so that another site has nothing to ask with in our name', async () => {
    const signedIn = await service
      .as(null, 'post', '/v1/auth/token')
      .send({ username: 'lin@demo.ganpei', password: 'demo' });
    expect(signedIn.status).toBe(200);
    const answers = [
      signedIn,
      await service.get('lin', '/v1/claims'),
      await service.get(null, '/'),
    ];
    expect(answers.map(({ headers }) => headers['set-cookie'])).toEqual(
      answers.map(() => undefined),
    );
  });

  it('tells another site nothing, and takes no form from it', async () => {
    const origin = 'https://evil.example';
    const read = await service.as('lin', 'get', '/v1/claims').set('Origin', origin);
    const asked = await fetch(`${service.url}/v1/claims`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
    expect(read.headers).not.toHaveProperty('access-control-allow-origin');
    expect([...asked.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      const form = service.as('lin', 'post', '/v1/claims').set('Origin', origin);
      expect((await form.set('Content-Type', type).send('a=b')).status).toBe(415);
    }
  });

  it('gets the smaller copy of a file, if it can read it', async () => {
    const ask = async (encodings: string) => {
      const answer = await service
        .as(null, 'get', '/assets/index-1a2b.js')
        .set('Accept-Encoding', encodings);
      const { headers, text } = answer;
      expect([answer.status, text]).toEqual([200, SCRIPT]);
      expect(headers).toMatchObject({
        'content-type': expect.stringContaining('javascript'),
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      });
      return [headers['content-encoding'], Number(headers['content-length']) < 200];
    };
    expect(await ask('gzip, deflate, br')).toEqual(['br', true]);
    expect(await ask('gzip')).toEqual(['gzip', true]);
    expect(await ask('identity')).toEqual([undefined, false]);
  });
});
