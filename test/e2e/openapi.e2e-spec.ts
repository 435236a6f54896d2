import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TestService } from '../support/test-service';
import { openApiFaults, operationsOf } from './openapi-faults';
import { PUBLIC_ROUTES } from './route-roles.table';
import { routesOf } from './routes';

const COMMITTED = join(__dirname, '..', '..', 'apps', 'api', 'openapi.json');

describe('the description of the interface', () => {
  let service: TestService;
  let document: Record<string, unknown>;

  beforeAll(async () => {
    service = await TestService.start();
    document = (await service.get(null, '/openapi.json')).body;
  });
  afterAll(async () => {
    await service.stop();
  });

  /** Pages for people and machines about the interface are no part of it. */
  const routes = (): string[] =>
    routesOf(service.app).filter((route) => !/^GET \/(docs|openapi\.json)/.test(route));

  it('is valid OpenAPI 3.1', () => {
    expect(openApiFaults(document)).toEqual([]);
  });

  it('holds every route of the running service and nothing else', () => {
    const described = operationsOf(document).map(({ name }) =>
      name.replaceAll(/\{(\w+)\}/g, ':$1'),
    );
    expect(described.sort()).toEqual(routes().sort());
  });

  it('asks for a token on every route that is not public', () => {
    const open = operationsOf(document)
      .filter(({ operation }) => operation.security === undefined)
      .map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1'));
    const known = PUBLIC_ROUTES.filter((route) => routes().includes(route));
    expect(open.sort()).toEqual([...known].sort());
  });

  it('names each field of a body with its type', () => {
    const { schemas } = document.components as {
      schemas: Record<string, { properties?: Record<string, Record<string, unknown>> }>;
    };
    const bare = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, field]) => !['type', '$ref', 'allOf'].some((key) => key in field))
        .map(([field]) => `${name}.${field}`),
    );
    expect(bare).toEqual([]);
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['MoneyDto', 'ClaimLineDto']));
  });

  // `UPDATE_OPENAPI=1 npx jest test/e2e/openapi` writes the file anew after a wanted change.
  it('equals the one in the repository, so that a change of it is seen in review', () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.UPDATE_OPENAPI === '1') writeFileSync(COMMITTED, text);
    expect(text).toBe(readFileSync(COMMITTED, 'utf8'));
  });

  it('is shown to people at /docs, with scripts and styles that its own policy lets in', async () => {
    const page = await service.get(null, '/docs').then((response) => {
      expect(response.status).toBe(200);
      return response;
    });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
    const scripts = [...page.text.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThanOrEqual(3);
    for (const [, attributes = '', inline = ''] of scripts) {
      expect(inline.trim()).toBe('');
      const [, source = ''] = /src="([^"]+)"/.exec(attributes) ?? [];
      const { origin, pathname } = new URL(source, `${service.url}/docs`);
      expect(origin).toBe(service.url);
      const script = await service.get(null, pathname);
      expect([pathname, script.status]).toEqual([pathname, 200]);
      expect(script.headers['content-type']).toMatch(/javascript/);
    }
  });

  it('needs nothing from another host: no address of one stands in the page', async () => {
    const { text } = await service.get(null, '/docs');
    const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => /^(https?:)?\/\//.test(link))).toEqual([]);
  });
});
