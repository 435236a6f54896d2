import { Webhook } from 'standardwebhooks';

import { filed } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { WebhookInbox } from '../support/webhook-inbox';
import { expectProblem } from './problems';

const PATH = '/v1/webhook-endpoints';

interface EndpointJson {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}
interface DeliveriesJson {
  readonly data: readonly { readonly position: string; readonly state: string }[];
  readonly hasMore: boolean;
  readonly next: string | null;
}

describe('webhooks', () => {
  let service: TestService;
  let inbox: WebhookInbox;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });
  beforeEach(async () => {
    inbox = await WebhookInbox.open();
  });
  afterEach(async () => {
    for (const person of ['bank', 'ops'] as const) {
      for (const { id } of await listed(person))
        await service.as(person, 'delete', `${PATH}/${id}`);
    }
    await inbox.close();
  });

  const register = async (person: Person = 'bank', types: string[] = []): Promise<EndpointJson> => {
    const { status, body } = await service.post(person, PATH, { url: inbox.url, types });
    expect(status).toBe(201);
    return body as EndpointJson;
  };
  const listed = async (person: Person): Promise<readonly EndpointJson[]> => {
    const { body } = await service.get(person, PATH);
    return (body as { data: EndpointJson[] }).data;
  };
  const deliveries = async (id: string, query = ''): Promise<DeliveriesJson> =>
    (await service.get('bank', `${PATH}/${id}/deliveries${query}`)).body as DeliveriesJson;

  it('reach a receiver that verifies them with the secret that was shown', async () => {
    const { id, secret } = await register('bank', ['claim.filed']);
    const claim = await filed(service);
    await service.eventually(
      () => Promise.resolve(inbox.taken),
      (taken) => taken.length > 0,
    );
    const [{ body, headers }] = inbox.taken as [(typeof inbox.taken)[0]];
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'claim.filed',
      data: { claimId: claim.id, reference: claim.reference },
    });
    expect(body).not.toMatch(/Lin|u_1001|19900|138/);
    const { data } = await service.eventually(
      () => deliveries(id, '?state=delivered'),
      (seen) => seen.data.length > 0,
    );
    expect(data[0]).toMatchObject({
      claimId: claim.id,
      attempts: [{ delivered: true, status: 204, problem: null }],
    });
    const resent = await service.post(
      'bank',
      `${PATH}/${id}/deliveries/${data[0]!.position}/resend`,
      {},
    );
    expect(resent.status).toBe(200);
    await service.eventually(
      () => Promise.resolve(inbox.taken.length),
      (taken) => taken === 2,
    );
    expect(inbox.taken[1]).toMatchObject({ id: inbox.taken[0]!.id, body });
  });

  it('show their secret to whoever registered, and to nobody later', async () => {
    const key = { 'Idempotency-Key': 'webhook-registration-1' };
    const asked = { url: inbox.url, types: [] };
    const first = (await service.post('bank', PATH, asked, key)).body as EndpointJson;
    const again = (await service.post('bank', PATH, asked, key)).body as EndpointJson;
    expect(first.secret).toMatch(/^whsec_/);
    expect(again).toEqual(first);
    expect(await listed('bank')).toHaveLength(1);
    for (const person of ['bank', 'ops', 'audit'] as const) {
      const { text } = await service.get(person, `${PATH}/${first.id}`);
      expect(text).toContain(first.id);
      expect(text).not.toMatch(/whsec_|"secret"|sealed/);
    }
    const rotated = await service.post('bank', `${PATH}/${first.id}/rotate-secret`, {});
    expect((rotated.body as EndpointJson).secret).not.toBe(first.secret);
  });

  it('are tried out by a ping, which says how it went', async () => {
    const { id, secret } = await register();
    const ping = async (): Promise<object> => {
      const { status, body } = await service.post('bank', `${PATH}/${id}/ping`, {});
      expect(status).toBe(200);
      return body as object;
    };
    expect(await ping()).toMatchObject({ delivered: true, status: 204 });
    const [{ body, headers }] = inbox.taken as [(typeof inbox.taken)[0]];
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'ping' });
    inbox.answerWith(500);
    expect(await ping()).toMatchObject({ delivered: false, status: 500, problem: 'status' });
  });

  it("are nobody else's: another institution's look like none", async () => {
    const { id } = await register('ops');
    const change = { url: inbox.url, types: [], enabled: true };
    const answers = [
      await service.get('bank', `${PATH}/${id}`),
      await service.as('bank', 'put', `${PATH}/${id}`).send(change),
      await service.as('bank', 'delete', `${PATH}/${id}`),
      await service.post('bank', `${PATH}/${id}/ping`, {}),
      await service.post('bank', `${PATH}/${id}/rotate-secret`, {}),
      await service.get('bank', `${PATH}/${id}/deliveries`),
      await service.post('bank', `${PATH}/${id}/deliveries/1/resend`, {}),
    ];
    for (const answer of answers) expectProblem(answer, 404, 'webhook.not_found');
    expect(await listed('bank')).toEqual([]);
    expect(await listed('ops')).toHaveLength(1);
    expect(inbox.taken).toEqual([]);
  });

  it('are switched off and on again by who registered them, and taken away', async () => {
    const { id } = await register();
    const put = async (enabled: boolean): Promise<object> => {
      const change = { url: inbox.url, types: ['claim.filed'], enabled };
      return (await service.as('bank', 'put', `${PATH}/${id}`).send(change)).body as object;
    };
    expect(await put(false)).toMatchObject({ enabled: false, disabledFor: 'wish' });
    expect(await put(true)).toMatchObject({ enabled: true, types: ['claim.filed'] });
    expect((await service.as('bank', 'delete', `${PATH}/${id}`)).status).toBe(204);
    expectProblem(await service.get('bank', `${PATH}/${id}`), 404, 'webhook.not_found');
  });

  it.each([
    ['http://hooks.example.com/', 'webhook.url_refused'],
    ['https://me:secret@hooks.example.com/', 'webhook.url_refused'],
    ['https://169.254.169.254/latest/meta-data', 'webhook.address_refused'],
    ['https://192.168.1.1/', 'webhook.address_refused'],
    ['https://hooks.invalid/', 'webhook.host_unknown'],
  ])('do not go to %s', async (url, code) => {
    const answer = await service.post('bank', PATH, { url, types: [] });
    expectProblem(answer, 422, code);
    expect(answer.body).toMatchObject({ field: 'url' });
  });

  it('go to ten addresses of an account at the most', async () => {
    for (let count = 0; count < 10; count += 1) await register();
    const answer = await service.post('bank', PATH, { url: inbox.url, types: [] });
    expectProblem(answer, 409, 'webhook.too_many');
  });

  it('are measured', async () => {
    const { text } = await service.get('ops', '/metrics');
    expect(text).toMatch(/^ganpei_webhooks_pending \d+$/m);
    expect(text).toMatch(/^ganpei_webhook_oldest_pending_seconds [\d.]+$/m);
  });
});
