import { aClaim, claimOn, filed, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { CLOCK_PACK_ID } from '../support/clock-pack';
import type { TestService } from '../support/test-service';

type GoodRequests = Record<
  string,
  {
    readonly path: string;
    readonly body: object;
    readonly headers?: Readonly<Record<string, string>>;
  }
>;

/** What an agent can say of a claimant at filing, in every field that there is. */
export async function saidAtFiling(service: TestService): Promise<object> {
  const { body } = await service.post('sun', '/v1/incidents', { title: 'A false shop' });
  return {
    claimantKind: 'individual',
    representation: { basis: 'letter', note: 'Of 12 May.' },
    proxy: {
      name: 'A daughter',
      email: 'daughter@example.org',
      phone: '+8613900139000',
      relation: 'daughter',
    },
    vulnerability: { kinds: ['health', 'life_event'], supportNeeds: 'Large print.' },
    incidentId: (body as { id: string }).id,
    device: { id: 'the browser of a test' },
  };
}

/** The requests before and at filing, and those that record something about a claim. */
export async function goodFilingRequests(service: TestService): Promise<GoodRequests> {
  const { body: incident } = await service.post('sun', '/v1/incidents', { title: 'A leak' });
  const mine = await filed(service);
  const { body } = await claimOn(service, await reported(service), { packId: CLOCK_PACK_ID });
  const found = body as ClaimJson;
  const typed = { claim: aClaim([{ paymentId: await reported(service) }]) };
  const started = async (): Promise<string> => {
    const { body: draft } = await service.post('lin', '/v1/claim-drafts', typed);
    return `/v1/claim-drafts/${String(draft.id)}`;
  };
  return {
    'POST /v1/claim-drafts': { path: '/v1/claim-drafts', body: typed },
    'PUT /v1/claim-drafts/:id': {
      path: await started(),
      body: { claim: { lossType: 'account_theft' } },
      headers: { 'If-Match': '"1"' },
    },
    'POST /v1/claim-drafts/:id/file': {
      path: `${await started()}/file`,
      body: { device: { id: 'the browser of a test' } },
    },
    'POST /v1/incidents': {
      path: '/v1/incidents',
      body: { title: 'A leak', description: 'At a shop, in May.' },
    },
    'PUT /v1/claims/:id/incident': {
      path: `/v1/claims/${mine.id}/incident`,
      body: { incidentId: incident.id, reason: 'The same shop.' },
    },
    'POST /v1/claims/:id/vulnerability': {
      path: `/v1/claims/${mine.id}/vulnerability`,
      body: { kinds: ['health'], supportNeeds: 'A call instead of a letter.' },
    },
    'POST /v1/claims/:id/findings': {
      path: `/v1/claims/${found.id}/findings`,
      body: {
        finding: 'feesMinor',
        lineId: found.lines[0]?.id,
        value: '500',
        reason: 'The bill of the appraiser.',
      },
    },
  };
}
