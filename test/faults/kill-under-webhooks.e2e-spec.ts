import type { ServerResponse } from 'node:http';

import { Webhook } from 'standardwebhooks';

import { aClaim, aPayment } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { WebhookInbox } from '../support/webhook-inbox';
import { KillableService } from './killable-service';
import { PersistentClient } from './persistent-client';

const LIMIT_MS = 300_000;

interface EventsJson {
  readonly data: readonly { readonly id: string }[];
}

describe('a service that is killed while it posts an event', () => {
  let service: KillableService;
  let inbox: WebhookInbox;
  let clients: { readonly lin: PersistentClient; readonly ops: PersistentClient };

  beforeAll(async () => {
    inbox = await WebhookInbox.open();
    service = await KillableService.prepare();
    service.start('up');
    await service.untilReady();
    const seen = { interrupted: 0, onWrite: () => undefined, isOver: false };
    const [lin, ops] = [
      await PersistentClient.signIn(service.url, 'lin', seen),
      await PersistentClient.signIn(service.url, 'ops', seen),
    ];
    clients = { lin, ops };
  }, LIMIT_MS);
  afterAll(async () => {
    await service.dispose();
    await inbox.close();
  }, LIMIT_MS);

  /** The first two webhooks are its end: one before its answer, and one right after. */
  function killOnTheWay(): void {
    let kills = 0;
    inbox.answer = (response) => {
      kills += 1;
      if (kills >= 2) answer(response);
      if (kills <= 2) void service.kill().then(() => service.start('up'));
    };
  }

  it(
    'posts each event in the order of its claim, and those again that it has not noted',
    async () => {
      const { lin, ops } = clients;
      killOnTheWay();
      const asked = { url: inbox.url, types: [] };
      const { body: endpoint } = await ops.post<{ id: string; secret: string }>(
        '/v1/webhook-endpoints',
        asked,
      );
      const claim = await filed(lin, ops);
      const path = `/v1/webhook-endpoints/${endpoint.id}/deliveries?limit=100`;
      await ops.until<{ data: { state: string }[] }>(
        path,
        ({ data }) => data.length > 1 && data.every(({ state }) => state === 'delivered'),
      );
      const events = await ops.get<EventsJson>(`/v1/events?limit=100&claimId=${claim.id}`);
      const ids = inbox.taken.map(({ id }) => id);
      expect([...new Set(ids)]).toEqual(events.data.map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(new Set(ids).size);
      // What came twice is the same, whoever signed it anew.
      const contents = new Set(inbox.taken.map(({ id, body }) => `${id} ${body}`));
      expect(contents.size).toBe(new Set(ids).size);
      for (const { body, headers } of inbox.taken) {
        expect(() => new Webhook(endpoint.secret).verify(body, headers)).not.toThrow();
      }
    },
    LIMIT_MS,
  );
});

function answer(response: ServerResponse): void {
  response.writeHead(204).end();
}

async function filed(lin: PersistentClient, ops: PersistentClient): Promise<ClaimJson> {
  const payments = [aPayment({ amountMinor: '19900' })];
  const reported = await ops.post<{ data: [{ id: string }] }>('/v1/payments', { payments });
  const [{ id: paymentId }] = reported.body.data;
  return (await lin.post<ClaimJson>('/v1/claims', aClaim([{ paymentId }]))).body;
}
