import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { offeringClockPack } from '../support/clock-pack';
import { TestService } from '../support/test-service';
import { BAD_IDS, BAD_QUERIES } from './bad-addresses';
import { fieldsOf } from './body-fields';
import { GOOD_REQUESTS_MS_MAX, goodRequests } from './good-requests';
import type { GoodRequests } from './good-requests';
import { EXTRA_MEMBERS, mutated, mutatorsOf } from './mutators';
import type { FieldRule } from './mutators';
import { operationsOf } from './openapi-faults';
import { somebodyFor } from './people';
import { problemFaults } from './problems';
import { splitRoute } from './routes';
import { Wire } from './wire';

type Json = Readonly<Record<string, unknown>>;

/** The description in the repository; `openapi.e2e-spec.ts` holds it equal to the service's own. */
const DOCUMENT = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'apps', 'api', 'openapi.json'), 'utf8'),
) as Json;
const OPERATIONS = operationsOf(DOCUMENT).map(({ name, operation }) => {
  const { content } = (operation.requestBody ?? {}) as {
    content?: Record<string, { schema: Json }>;
  };
  return {
    route: name.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: content?.['application/json']?.schema,
    parameters: (operation.parameters ?? []) as readonly { in: string; name: string }[],
  };
});
const TAKING_JSON = OPERATIONS.filter(({ schema }) => schema !== undefined).map(
  ({ route }) => route,
);

const AT_ONCE = 8;
/** Longer than the machine may stand still; input that makes us think for ever takes more. */
const ANSWER_MS_MAX = 60_000;
const RETRIES_MAX = 3;
/** Hundreds of requests, on a machine that may be busy. */
const SWEEP_MS_MAX = 600_000;

interface Attempt {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** Whether nothing but a refusal of the fields is right. */
  readonly refused: boolean;
}

describe('bad input', () => {
  let service: TestService;
  let wire: Wire;
  let good: GoodRequests;
  let keys = 0;

  beforeAll(async () => {
    service = await TestService.start({ config: offeringClockPack('cn-wallet-theft-guarantee') });
    wire = new Wire(service.url);
    good = await goodRequests(service);
  }, GOOD_REQUESTS_MS_MAX);
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  /** Makes all attempts, a few at a time; what was wrong with the answers, in words. */
  async function faultsOf(route: string, attempts: readonly Attempt[]): Promise<string[]> {
    const person = route.includes('/approvals') ? 'zhao' : somebodyFor(route);
    const faults: string[] = [];
    const waiting = [...attempts];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { name } = next;
        const headers = { ...service.authorization(person), ...good[route]?.headers };
        const found = await tryOut(next, headers);
        faults.push(...found.map((fault) => `${name}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return faults;
  }

  /** Who is told to come again does: that a machine is busy is no fault of the input. */
  async function answerTo(sent: Parameters<Wire['send']>[0]): ReturnType<Wire['send']> {
    let answer = await wire.send(sent);
    for (let again = 0; again < RETRIES_MAX; again += 1) {
      const { 'retry-after': seconds } = answer.headers;
      if (answer.status !== 503 || seconds === undefined) break;
      await sleep(Number(seconds) * 1_000);
      answer = await wire.send(sent);
    }
    return answer;
  }

  async function tryOut(
    attempt: Attempt,
    given: Readonly<Record<string, string>>,
  ): Promise<string[]> {
    keys += 1;
    const { method, path, body } = attempt;
    const json =
      body === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Idempotency-Key': `bad-${keys}` };
    const startedAt = Date.now();
    const sent = {
      method,
      path,
      headers: { ...given, ...json },
      ...(body === undefined ? {} : { body }),
    };
    const answer = await answerTo(sent);
    const faults = answer.status >= 400 ? problemFaults(answer) : [];
    if (Date.now() - startedAt > ANSWER_MS_MAX) faults.push('took too long');
    if (attempt.refused && answer.status !== 400) faults.push(`answered ${answer.status}, not 400`);
    return faults;
  }

  it('is tried on every route that takes JSON', () => {
    expect(Object.keys(good).sort()).toEqual([...TAKING_JSON].sort());
    expect(TAKING_JSON.length).toBeGreaterThanOrEqual(8);
  });

  describe.each(TAKING_JSON)('in the body of %s', (route) => {
    const { schema = {} } = OPERATIONS.find((operation) => operation.route === route) ?? {};
    const fields = fieldsOf(DOCUMENT, schema);
    const { method } = splitRoute(route);

    it('is told from good input, which is taken', async () => {
      const { path, body: first, others = [], headers } = good[route]!;
      const bare = fields.filter((field) => bodyWith(good[route]!, field) === null);
      expect(bare).toEqual([]);
      for (const [index, body] of [first, ...others].entries()) {
        const answer = await wire.send({
          method,
          path,
          body: JSON.stringify(body),
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': `good-${route.replaceAll(/\W+/g, '-')}-${String(index)}`,
            ...service.authorization(somebodyFor(route)),
            ...headers,
          },
        });
        const refusal = answer.status < 300 ? null : answer.text.slice(0, 600);
        expect(refusal).toBeNull();
      }
    });

    it(
      'is refused in each field, in words and without harm',
      async () => {
        const { path } = good[route]!;
        const attempts = fields.flatMap((field) =>
          mutatorsOf(field).map((mutator) => ({
            name: `${field.path.join('.')} as ${mutator.name}`,
            method,
            path,
            body: mutated(bodyWith(good[route]!, field), field, mutator),
            refused: mutator.refused(field),
          })),
        );
        expect(await faultsOf(route, attempts)).toEqual([]);
      },
      SWEEP_MS_MAX,
    );

    it('is refused in the form of the whole', async () => {
      const { path, body } = good[route]!;
      const inner = JSON.stringify(body).slice(1);
      const extras = EXTRA_MEMBERS.map(([name, member]) => ({
        name,
        body: `{${member(body)},${inner}`,
      }));
      const wholes = [
        'null',
        '1',
        '"x"',
        'true',
        '[]',
        '[{}]',
        `[${JSON.stringify(body)}]`,
        '""',
        '-0',
        '1e400',
      ];
      const attempts = [...extras, ...wholes.map((whole) => ({ name: whole, body: whole }))];
      const faults = await faultsOf(
        route,
        attempts.map((attempt) => ({ ...attempt, method, path, refused: true })),
      );
      expect(faults).toEqual([]);
    });
  });

  it.each(OPERATIONS.filter(({ route }) => route.includes('/:')).map(({ route }) => route))(
    'in the path of %s finds nothing and breaks nothing',
    async (route) => {
      const [method = '', pattern = ''] = route.split(' ');
      const attempts = BAD_IDS.map((id) => {
        const path = pattern.replaceAll(/:\w+/g, () => id);
        const body = method === 'POST' ? { body: '{}' } : {};
        return { name: id.slice(0, 40), method, path, refused: false, ...body };
      });
      expect(await faultsOf(route, attempts)).toEqual([]);
    },
  );

  it.each(
    OPERATIONS.filter(({ parameters }) => parameters.some((one) => one.in === 'query')).map(
      ({ route }) => route,
    ),
  )('in the query of %s is answered in words and without harm', async (route) => {
    const { parameters } = OPERATIONS.find((operation) => operation.route === route)!;
    const { method, path } = splitRoute(route);
    const attempts = parameters
      .filter((parameter) => parameter.in === 'query')
      .flatMap(({ name }) => BAD_QUERIES.map((query) => query.replaceAll('NAME', name)))
      .map((query) => ({
        name: query.slice(0, 60),
        method,
        path: `${path}?${query}`,
        refused: false,
      }));
    expect(await faultsOf(route, attempts)).toEqual([]);
  });

  it('leaves the service in health and its books in balance', async () => {
    expect((await service.get(null, '/readyz')).status).toBe(200);
    const { body } = await service.get('audit', '/v1/reports/trial-balance');
    const { currencies } = body as {
      currencies: { totalDebitMinor: string; totalCreditMinor: string }[];
    };
    expect(currencies.length).toBeGreaterThan(0);
    for (const { totalDebitMinor, totalCreditMinor } of currencies)
      expect(totalDebitMinor).toBe(totalCreditMinor);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });
});

/** Of the good bodies of a route the first one that has a field; null when none has it. */
function bodyWith(
  { body, others = [] }: GoodRequests[string],
  { path }: Pick<FieldRule, 'path'>,
): object | null {
  return [body, ...others].find((one) => valueAt(one, path) !== undefined) ?? null;
}

function valueAt(body: unknown, path: FieldRule['path']): unknown {
  return path.reduce(
    (node, part) => (node as Record<string | number, unknown> | undefined)?.[part],
    body,
  );
}
