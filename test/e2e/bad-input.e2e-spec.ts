import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  aClaim,
  aPayment,
  approval,
  cny,
  filed,
  inReview,
  reported,
  untilStatus,
} from '../support/builders';
import { TestService } from '../support/test-service';
import { fieldsOf } from './body-fields';
import { EXTRA_MEMBERS, mutated, mutatorsOf } from './mutators';
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
const ANSWER_MS_MAX = 5_000;
/** Hundreds of requests, on a machine that may be busy. */
const SWEEP_MS_MAX = 60_000;

interface Attempt {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** Whether nothing but a refusal of the fields is right. */
  readonly refused: boolean;
}

/** What no id is, in a path. */
const BAD_IDS = [
  '%00',
  '%',
  '%zz',
  '%ff',
  '%c0%af',
  '%ed%a0%80',
  '..%2f..%2fetc%2fpasswd',
  '..%5c..%5c',
  '%2e%2e',
  '%25',
  "'%20OR%201=1%20--",
  '1;DROP%20TABLE%20claims',
  '0',
  '-1',
  '1e400',
  'null',
  'undefined',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '*',
  '%7B%7D',
  '[]',
  '%0d%0aX-Evil:%20yes',
  '%F0%9F%98%80',
  '%E2%80%AE',
  'CLM-0000-0000',
  'clm_01h455vb4pex5vsknk084sn02d',
  'pmt_01h455vb4pex5vsknk084sn02d',
  'dec_zzzzzzzzzzzzzzzzzzzzzzzzzz',
  'opn_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  'usr_01h455vb4pex5vsknk084sn02d',
  'a'.repeat(4_000),
  '%E4%BD%A0'.repeat(400),
];

/** What a list cannot be asked for. `NAME` stands for the name of the parameter. */
const BAD_QUERIES = [
  'NAME=',
  'NAME',
  'NAME=%00',
  'NAME=%',
  'NAME=%zz',
  'NAME=%ff',
  'NAME=%ed%a0%80',
  'NAME=%E2%80%AE',
  'NAME=1&NAME=2',
  'NAME[]=1',
  'NAME[a]=1',
  'NAME[__proto__][a]=1',
  '__proto__=1',
  'constructor=1',
  'NAME=%27%20OR%201=1%20--',
  'NAME=1);DROP%20TABLE%20claims;--',
  'NAME=-1',
  'NAME=0',
  'NAME=-0',
  'NAME=1e400',
  'NAME=9223372036854775808',
  'NAME=0x10',
  'NAME=%D9%A1%D9%A0',
  'NAME=01',
  'NAME=1.0',
  'NAME=null',
  'NAME=%7B%22$gt%22:%22%22%7D',
  'NAME=2026-02-30T00:00:00Z',
  'NAME=2026-11-20',
  `NAME=${'a'.repeat(4_000)}`,
  'unknown=1',
  'NAME=clm_01h455vb4pex5vsknk084sn02d',
  `${'a=1&'.repeat(1_000)}NAME=1`,
];

describe('bad input', () => {
  let service: TestService;
  let wire: Wire;
  let good: Readonly<Record<string, { readonly path: string; readonly body: object }>>;
  let keys = 0;

  beforeAll(async () => {
    service = await TestService.start();
    wire = new Wire(service.url);
    good = await goodRequests();
  });
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  /** A request to each route that takes JSON, with every field that it has, all of them right. */
  async function goodRequests(): Promise<typeof good> {
    const paymentId = await reported(service, { amountMinor: '999999999999999' });
    const refunded = { status: 'partly_refunded', refundedMinor: '100', sourceId: 'good-1' };
    const party = { id: 'p_1', name: 'Somebody' };
    const payment = { ...aPayment(refunded), payer: party, payee: { ...party, account: '6222' } };
    const mine = await filed(service);
    const [toWithdraw, toClose] = [await filed(service), await filed(service)];
    await service.post('lin', `/v1/claims/${toClose.id}/withdraw`, {});
    const toDecide = await untilStatus(service, mine.id, 'awaiting_claimant');
    const large = await inReview(service, { amountMinor: '1280000' });
    const { body: decision } = await service.post(
      'wang',
      `/v1/claims/${large.id}/decisions`,
      approval(large, '1280000'),
    );
    const waived = toDecide.evidence.filter(({ required }) => required);
    const contact = {
      name: 'Lin',
      email: 'lin@demo.ganpei',
      phone: '+8613800138000',
      locale: 'zh-CN',
    };
    const named = { packId: 'cn-wallet-theft-guarantee', claimantPartyId: 'u_1001', contact };
    return {
      'POST /v1/auth/token': {
        path: '/v1/auth/token',
        body: { username: 'lin@demo.ganpei', password: 'demo' },
      },
      'POST /v1/payments': { path: '/v1/payments', body: { payments: [payment] } },
      'POST /v1/claims': {
        path: '/v1/claims',
        body: { ...aClaim([{ paymentId, amountMinor: '1' }]), ...named },
      },
      'POST /v1/claims/:id/withdraw': {
        path: `/v1/claims/${toWithdraw.id}/withdraw`,
        body: { reason: 'Found.' },
      },
      'POST /v1/claims/:id/close': {
        path: `/v1/claims/${toClose.id}/close`,
        body: { reason: 'At rest.' },
      },
      'POST /v1/claims/:id/decisions': {
        path: `/v1/claims/${toDecide.id}/decisions`,
        body: {
          ...approval(toDecide, '19900'),
          evidenceWaivers: waived.map(({ item }) => ({ item, reason: 'It is on file.' })),
          dryRun: true,
        },
      },
      'POST /v1/decisions/:id/approvals': {
        path: `/v1/decisions/${String(decision.id)}/approvals`,
        body: { verdict: 'approve', note: 'Agreed.' },
      },
      'POST /v1/funds/contributions': {
        path: '/v1/funds/contributions',
        body: { money: cny('1000'), toRail: { rail: 'simulated', money: cny('10') } },
      },
      'POST /v1/ledger/period-closings': {
        path: '/v1/ledger/period-closings',
        body: { closedUntil: '2020-01-01T00:00:00Z', reason: 'Reported.' },
      },
      'POST /v1/ledger/accounts/:code/closing': {
        path: '/v1/ledger/accounts/5060/closing',
        body: { reason: 'Not used any more.' },
      },
    };
  }

  /** Makes all attempts, a few at a time; what was wrong with the answers, in words. */
  async function faultsOf(route: string, attempts: readonly Attempt[]): Promise<string[]> {
    const person = route.includes('/approvals') ? 'zhao' : somebodyFor(route);
    const faults: string[] = [];
    const waiting = [...attempts];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { name } = next;
        const found = await tryOut(next, service.authorization(person));
        faults.push(...found.map((fault) => `${name}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return faults;
  }

  async function tryOut(
    attempt: Attempt,
    authorization: Record<string, string>,
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
      headers: { ...authorization, ...json },
      ...(body === undefined ? {} : { body }),
    };
    const answer = await wire.send(sent);
    const faults = answer.status >= 400 ? problemFaults(answer) : [];
    if (Date.now() - startedAt > ANSWER_MS_MAX) faults.push('took more than 5 s');
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
      const { path, body } = good[route]!;
      const bare = fields.filter(({ path: parts }) => valueAt(body, parts) === undefined);
      expect(bare).toEqual([]);
      const attempt = { name: 'good', method, path, body: JSON.stringify(body), refused: false };
      const answer = await wire.send({
        ...attempt,
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': `good-${route.length}`,
          ...service.authorization(somebodyFor(route)),
        },
      });
      expect([answer.status < 300, answer.text.slice(0, 300)]).toEqual([true, expect.anything()]);
    });

    it(
      'is refused in each field, in words and without harm',
      async () => {
        const { path, body } = good[route]!;
        const attempts = fields.flatMap((field) =>
          mutatorsOf(field).map((mutator) => ({
            name: `${field.path.join('.')} as ${mutator.name}`,
            method,
            path,
            body: mutated(body, field, mutator),
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

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((node, part) => (node as Record<string | number, unknown>)[part], body);
}
