import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { PERSON_OF_ROLE, strangerTo } from './people';
import { expectProblem } from './problems';
import type { SeenAnswer } from './problems';
import { PUBLIC_ROUTES, ROLES_IN_TABLE, ROUTE_ROLES } from './route-roles.table';
import { routesOf, splitRoute } from './routes';
import { Wire } from './wire';

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
  let wire: Wire;

  beforeAll(async () => {
    service = await TestService.start();
    wire = new Wire(service.url);
  });
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  const call = async (person: Person | null, method: string, path: string): Promise<SeenAnswer> =>
    wire.send({ method, path, headers: service.authorization(person) });

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
      ROLES_IN_TABLE.map(async (role) => ({
        role,
        ...(await call(PERSON_OF_ROLE[role], method, path)),
      })),
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
      const nobody = await call(null, method, disguise(path));
      expect([route, [401, 404].includes(nobody.status)]).toEqual([route, true]);
      const stranger = strangerTo(route);
      if (stranger === null) continue;
      const somebody = await call(stranger, method, disguise(path));
      expect([route, [403, 404].includes(somebody.status)]).toEqual([route, true]);
    }
  });

  it('guards HEAD as it guards GET, and tells nothing with it', async () => {
    for (const route of GUARDED.filter((candidate) => candidate.startsWith('GET'))) {
      const { path } = splitRoute(route);
      const answer = await call(null, 'HEAD', path);
      expect([route, answer.status, answer.text]).toEqual([route, 401, '']);
      const stranger = strangerTo(route);
      if (stranger === null) continue;
      expect([route, (await call(stranger, 'HEAD', path)).status]).toEqual([route, 403]);
    }
  });

  const METHODS = ['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'];
  it.each(METHODS)('knows no %s that does not stand in the table', async (method) => {
    for (const route of [...GUARDED, ...PUBLIC_ROUTES]) {
      const [, pattern = ''] = route.split(' ');
      if (`${method} ${pattern}` in ROUTE_ROLES) continue;
      const { status } = await call('zhao', method, splitRoute(route).path);
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
