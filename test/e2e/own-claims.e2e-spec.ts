import { UnitOfWork } from '@app/platform';

import {
  aClaim,
  approval,
  claimNow,
  decide,
  evidenceHandedIn,
  filed,
  inReview,
  reported,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { offeringClockPack } from '../support/clock-pack';
import {
  TAKES_MAIL,
  filedByMailUser,
  replyAddressOf,
  sendMail,
  untilMailsOn,
} from '../support/mail-steps';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { GOOD_REQUESTS_MS_MAX, goodRequests } from './good-requests';
import type { GoodRequests } from './good-requests';
import { PERSON_OF_ROLE } from './people';
import { expectProblem, problemFaults } from './problems';
import { ROUTE_ROLES } from './route-roles.table';
import { Wire } from './wire';

const STAFF: readonly Person[] = ['sun', 'wang', 'zhao', 'audit', 'ops'];
/** Whose hand it is was asked before by whoever decides, approves or takes a decision back. */
const REFUSALS = ['claim.own_hand', 'decision.own_claim', 'approval.own_hand'];

/**
 * Routes with an id of their own that is about no claim, or about nobody's. Who ends a break or a
 * match about a payout of their own is refused there (`others-money.ts` of libs/payouts).
 */
const OF_NO_CLAIM =
  /\/(operations|support|payers|claim-drafts|incidents|programs|changes|outbox|ledger|log|funds|webhook-endpoints|bank-files|bank-reports|receipts|counterparties|files|rails|channels|statements|reconciliation)\//;
const OF_A_CLAIM = Object.entries(ROUTE_ROLES)
  .filter(([route]) => route.includes('/:'))
  .filter(([route]) => !OF_NO_CLAIM.test(route.replace('/v1/claims/:id/', '')))
  .filter(([, roles]) => roles.some((role) => STAFF.includes(PERSON_OF_ROLE[role])))
  .map(([route]) => route);

/** Lists that can be asked for one claim only. */
const BY_CLAIM: readonly (readonly [Person, string])[] = [
  ['wang', '/v1/payouts?claimId='],
  ['wang', '/v1/ledger/journals?claimId='],
  ['wang', '/v1/review/reason-codes?claimId='],
  ['audit', '/v1/audit-records?objectId='],
];

describe('a claim of somebody who works here', () => {
  let service: TestService;
  let wire: Wire;
  let good: GoodRequests;
  let claim: ClaimJson;
  let mailId: string;
  let payoutId: string;
  let incidentId: string;

  beforeAll(async () => {
    const config = { ...offeringClockPack('cn-wallet-theft-guarantee'), ...TAKES_MAIL };
    service = await TestService.start({ config });
    wire = new Wire(service.url);
    good = await goodRequests(service);
    claim = await inReview(service);
    const paid = await inReview(service);
    await decide(service, 'wang', paid, approval(paid, '86000'));
    payoutId = await payoutOf(paid);
    mailId = await heldMail();
    incidentId = await linkedIncident();
    // That she is the claimant is found out last, so that nobody is refused too early.
    await service.app.get(UnitOfWork).transaction((tx) =>
      tx.query(
        `UPDATE users SET person_id = (SELECT id FROM users WHERE party_id = 'u_1001')
            WHERE username = ANY ($1)`,
        [STAFF.map((person) => `${person}@demo.ganpei`)],
      ),
    );
  }, GOOD_REQUESTS_MS_MAX);
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  async function payoutOf({ id }: ClaimJson): Promise<string> {
    const listed = async (): Promise<{ id: string }[]> => {
      const { body } = await service.get('lin', `/v1/payouts?claimId=${id}`);
      return (body as { data: { id: string }[] }).data;
    };
    const [payout] = await service.eventually(listed, ({ length }) => length > 0);
    return payout!.id;
  }

  /** A mail of a stranger's on a claim of hers. */
  async function heldMail(): Promise<string> {
    const mailed = await filedByMailUser(service);
    const to = await replyAddressOf(service, mailed);
    await sendMail(service, { from: 'stranger@example.com', to, text: 'It is me.' });
    await untilMailsOn(service, mailed, 1);
    const { body } = await service.get('ops', '/v1/inbound-mails?limit=100');
    const { data } = body as { data: { id: string; claimId: string | null }[] };
    return data.find(({ claimId }) => claimId === mailed.id)!.id;
  }

  async function linkedIncident(): Promise<string> {
    const { body } = await service.post('wang', '/v1/incidents', { title: 'Stolen telephones' });
    const { id } = body as { id: string };
    await service
      .as('wang', 'put', `/v1/claims/${claim.id}/incident`)
      .send({ incidentId: id, reason: 'The same shop.' });
    return id;
  }

  /** The address of a route about a claim of hers; of other records their own. */
  function addressOf(route: string): string {
    const [, pattern = ''] = route.split(' ');
    if (pattern.startsWith('/v1/claims/:id'))
      return pattern.replace(':id', claim.id).replaceAll(/:\w+/g, 'nothing');
    const recall = good['POST /v1/decisions/:id/recall']!.path;
    const request = good['POST /v1/recoveries/:id/request']!.path;
    const known: Readonly<Record<string, string>> = {
      'GET /v1/recoveries/:id': request.replace('/request', ''),
      'GET /v1/decisions/:id/letter': recall.replace('/recall', '/letter'),
      'GET /v1/payouts/:id': `/v1/payouts/${payoutId}`,
      'GET /v1/inbound-mails/:id': `/v1/inbound-mails/${mailId}`,
      'POST /v1/inbound-mails/:id/accept': `/v1/inbound-mails/${mailId}/accept`,
    };
    const callback = good['PUT /v1/callbacks/:id']!.path;
    if (route.startsWith('POST /v1/callbacks'))
      return pattern.replace('/v1/callbacks/:id', callback);
    const address = known[route] ?? good[route]?.path;
    if (address === undefined) throw new Error(`Say here of which claim of hers ${route} is.`);
    return address;
  }

  it.each(OF_A_CLAIM)('is nothing that they read or touch by %s', async (route) => {
    const { length: asked } = await Promise.all(
      STAFF.filter((person) =>
        ROUTE_ROLES[route]!.some((role) => PERSON_OF_ROLE[role] === person),
      ).map(async (person) => {
        const [method = ''] = route.split(' ');
        const body = good[route]?.body ?? {};
        const answer = await wire.send({
          method,
          path: addressOf(route),
          headers: {
            ...service.authorization(person),
            Accept: 'application/json, text/event-stream',
            ...(method === 'GET' ? {} : { 'Content-Type': mediaTypeFor(route) }),
            'Idempotency-Key': `own-${person}-${route}`.replaceAll(/[^\w-]/g, '-'),
          },
          ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
        });
        const { code } = JSON.parse(answer.text) as { code: string };
        expect([person, answer.status, REFUSALS.includes(code) ? 'own hand' : code]).toEqual([
          person,
          409,
          'own hand',
        ]);
        expect(problemFaults(answer)).toEqual([]);
      }),
    );
    expect(asked).toBe(ROUTE_ROLES[route]!.filter((role) => isStaff(role)).length);
  });

  it.each(BY_CLAIM)('is nothing that %s is told of by %s…', async (person, path) => {
    expectProblem(await service.get(person, `${path}${claim.id}`), 409, 'claim.own_hand');
  });

  it.each<[Person, string]>([
    ['wang', '/v1/claims?limit=100'],
    ['audit', '/v1/claims?limit=100'],
    ['ops', '/v1/payouts?limit=100'],
    ['wang', '/v1/review/queue?limit=100'],
    ['wang', '/v1/review/queue?limit=100&view=second_approval'],
    ['audit', '/v1/review/queue?limit=100'],
    ['zhao', '/v1/search?q=A%20claimant'],
    ['sun', '/v1/callbacks'],
    ['sun', '/v1/inbound-mails?limit=100'],
  ])('stands in no list: %s finds none by %s', async (person, path) => {
    const { status, text } = await service.get(person, path);
    expect(status).toBe(200);
    const { body } = await service.get('lin', '/v1/claims?limit=100');
    const own = (body as { data: ClaimJson[] }).data.map(({ id }) => id);
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((id) => text.includes(id))).toEqual([]);
  });

  it('is no claim of its incident, and is found by no name of its own', async () => {
    const incident = await service.get('wang', `/v1/incidents/${incidentId}`);
    expect(incident.body).toMatchObject({ claims: { data: [] } });
    const found = await service.get('wang', `/v1/search?q=${claim.reference}`);
    expect(found.body).toMatchObject({ data: [], hasMore: false });
  });

  it('is not counted in the queue, and is gone from a page of before', async () => {
    const { body: counts } = await service.get('wang', '/v1/review/queue/counts');
    expect(counts).toMatchObject({ all: { count: 0 } });
    const since = encodeURIComponent('2026-01-01T00:00:00Z');
    const path = `/v1/review/queue/news?since=${since}&shown=${claim.id}`;
    const { body: news } = await service.get('wang', path);
    expect(news).toMatchObject({ new: { count: 0 }, gone: [claim.id] });
  });

  it('is not given to anybody by them, one of many', async () => {
    const { id: assigneeId } = await staff('zhao');
    const wish = { claimIds: [claim.id], assigneeId, reason: 'They are a friend.' };
    const { body } = await service.post('wang', '/v1/review/assignments', wish);
    expect(body).toMatchObject({
      data: [{ result: 'refused', problem: { code: 'claim.own_hand' } }],
    });
  });

  it('is not filed by them at the desk', async () => {
    const paymentId = await reported(service);
    const wish = { ...aClaim([{ paymentId }]), claimantPartyId: 'u_1001' };
    expectProblem(await service.post('sun', '/v1/claims', wish), 409, 'claim.own_hand');
  });

  it('is theirs as a claimant as it was', async () => {
    const path = `/v1/claims/${claim.id}`;
    for (const what of ['', '/timeline', '/messages', '/clocks', '/information-requests']) {
      expect((await service.get('lin', `${path}${what}`)).status).toBe(200);
    }
    const said = await service.post('lin', `${path}/messages`, { body: 'How does it go?' });
    expect(said.status).toBe(201);
    const mine = await filed(service);
    await evidenceHandedIn(service, mine);
    expect((await service.post('lin', `/v1/claims/${mine.id}/withdraw`, {})).status).toBe(200);
  });

  it('of somebody else is work like any other', async () => {
    const theirs = await filed(service, { by: 'chen', payer: 'u_1002' });
    for (const person of STAFF) {
      expect((await service.get(person, `/v1/claims/${theirs.id}`)).status).toBe(200);
    }
    expect((await claimNow(service, theirs.id)).id).toBe(theirs.id);
  });

  async function staff(person: Person): Promise<{ id: string }> {
    const { reads } = service.app.get(UnitOfWork);
    const [user] = await reads.query<{ id: string }[]>('SELECT id FROM users WHERE username = $1', [
      `${person}@demo.ganpei`,
    ]);
    return user!;
  }
});

/** A part of a file is bytes, whatever they are. */
function mediaTypeFor(route: string): string {
  return route.startsWith('PUT /v1/claims/:id/evidence')
    ? 'application/octet-stream'
    : 'application/json';
}

function isStaff(role: keyof typeof PERSON_OF_ROLE): boolean {
  return STAFF.includes(PERSON_OF_ROLE[role]);
}
