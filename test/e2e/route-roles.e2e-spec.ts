import { request as httpRequest } from 'node:http';

import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';
import { PUBLIC_ROUTES, ROLES_IN_TABLE, ROUTE_ROLES } from './route-roles.table';
import type { RoleInTable } from './route-roles.table';
import { routesOf, splitRoute } from './routes';

const WHO: Readonly<Record<RoleInTable, Person>> = {
  claimant: 'lin',
  agent: 'sun',
  reviewer: 'wang',
  approver: 'zhao',
  auditor: 'audit',
  operator: 'ops',
  institution: 'bank',
};
const GUARDED = Object.keys(ROUTE_ROLES);

/** Ways of writing a path that another layer may read as the same one. */
const DISGUISES: readonly (readonly [string, (path: string) => string])[] = [
  ['a trailing slash', (path) => `${path}/`],
  ['capitals', (path) => path.toUpperCase()],
  ['a doubled slash', (path) => path.replace('/v1/', '/v1//')],
  ['a doubled slash in front', (path) => `/${path}`],
  ['a dot segment', (path) => path.replace('/v1/', '/v1/./')],
  ['a way up and down again', (path) => path.replace('/v1/', '/healthz/../v1/')],
  ['an escaped letter', (path) => path.replace('/v1/', '/%761/')],
  ['a path parameter', (path) => `${path};role=auditor`],
  ['an extension', (path) => `${path}.json`],
];

describe('who may call what', () => {
  let service: TestService;
  const tokens = new Map<Person, string>();

  beforeAll(async () => {
    service = await TestService.start();
    for (const person of Object.values(WHO)) {
      const body = { username: `${person}@demo.ganpei`, password: 'demo' };
      const { body: token } = await service.as(null, 'post', '/v1/auth/token').send(body);
      tokens.set(person, token.accessToken);
    }
  });
  afterAll(async () => {
    await service.stop();
  });

  /** Sends the path exactly as written; other clients tidy it up first. */
  const call = async (
    person: Person | null,
    method: string,
    path: string,
  ): Promise<{ status: number; headers: Record<string, unknown>; text: string }> =>
    new Promise((resolve, reject) => {
      const token = person === null ? {} : { Authorization: `Bearer ${tokens.get(person) ?? ''}` };
      const { hostname, port } = new URL(service.url);
      const sent = httpRequest({ hostname, port, method, path, headers: token }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sent.on('error', reject);
      sent.end();
    });

  it('is written down for every route that the service answers', () => {
    const written = [...PUBLIC_ROUTES, ...GUARDED];
    expect([...routesOf(service.app)].sort()).toEqual([...written].sort());
  });

  it.each(PUBLIC_ROUTES)('lets anybody call %s', async (route) => {
    const { method, path } = splitRoute(route);
    const { status } = await call(null, method, path);
    expect([401, 403]).not.toContain(status);
  });

  it.each(GUARDED)('asks who calls %s', async (route) => {
    const { method, path } = splitRoute(route);
    expectProblem(await call(null, method, path), 401, 'auth.token_missing');
  });

  it.each(GUARDED)('lets exactly the roles of the table call %s', async (route) => {
    const { method, path } = splitRoute(route);
    const answers = await Promise.all(
      ROLES_IN_TABLE.map(async (role) => ({ role, ...(await call(WHO[role], method, path)) })),
    );
    const welcome = answers.filter(({ status }) => ![401, 403].includes(status));
    expect(welcome.map(({ role }) => role).sort()).toEqual([...ROUTE_ROLES[route]!].sort());
    for (const answer of answers) {
      if (!welcome.includes(answer)) expectProblem(answer, 403, 'auth.not_allowed');
    }
  });

  it.each(DISGUISES)('opens no route to a path written with %s', async (_, disguise) => {
    for (const route of GUARDED) {
      const { method, path } = splitRoute(route);
      const refusedRole = ROLES_IN_TABLE.find((role) => !ROUTE_ROLES[route]!.includes(role));
      const people = [null, ...(refusedRole === undefined ? [] : [WHO[refusedRole]])];
      for (const person of people) {
        const answer = await call(person, method, disguise(path));
        const refusals = person === null ? [401, 404] : [403, 404];
        expect([route, person, refusals.includes(answer.status)]).toEqual([route, person, true]);
      }
    }
  });

  it('guards HEAD as it guards GET, and tells nothing with it', async () => {
    for (const route of GUARDED.filter((candidate) => candidate.startsWith('GET'))) {
      const { path } = splitRoute(route);
      const answer = await call(null, 'HEAD', path);
      expect([route, answer.status, answer.text]).toEqual([route, 401, '']);
      const refusedRole = ROLES_IN_TABLE.find((role) => !ROUTE_ROLES[route]!.includes(role));
      if (refusedRole === undefined) continue;
      expect([route, (await call(WHO[refusedRole], 'HEAD', path)).status]).toEqual([route, 403]);
    }
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'])('knows no %s at all', async (method) => {
    for (const route of [...GUARDED, ...PUBLIC_ROUTES]) {
      const { path } = splitRoute(route);
      const { status } = await call('zhao', method, path);
      expect([route, status]).toEqual([route, 404]);
    }
  });

  it('does not take a method from a header or a query in the place of the real one', async () => {
    const { body } = await service
      .as('lin', 'get', '/v1/claims?_method=POST')
      .set({ 'X-HTTP-Method-Override': 'POST', 'X-Method-Override': 'POST' });
    expect(body).toMatchObject({ code: 'request.invalid_fields', field: '_method' });
    const plain = await service
      .as('lin', 'get', '/v1/claims')
      .set({ 'X-HTTP-Method-Override': 'POST', 'X-Method-Override': 'POST' });
    expect(plain.body).toMatchObject({ data: [] });
  });
});
