import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';

import { AuditTrail } from '@app/audit';
import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE } from '@app/kernel';

import { WebhookDesk } from '../../../../test/support/webhook-desk';
import { WebhookInbox } from '../../../../test/support/webhook-inbox';
import { PATIENCE_MS } from '../domain/webhook-course';
import { EventQueries } from '../live/event.queries';
import type { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import { EndpointTurns } from '../webhooks/endpoint-turns';
import { WebhookDestinations } from '../webhooks/webhook-destinations';
import { WebhookSecrets } from '../webhooks/webhook-secrets';
import { WebhookSender } from '../webhooks/webhook-sender';
import { ChangeWebhook } from './change-webhook';
import { DeliverWebhook } from './deliver-webhook';
import { RemoveWebhook } from './remove-webhook';
import { ResendWebhook } from './resend-webhook';
import { RotateWebhookSecret } from './rotate-webhook-secret';
import { SwitchOffWebhook } from './switch-off-webhook';

const HOUR_MS = 3_600_000;
const LEASE_MS = 30_000;

/** A process that dies as soon as the receiver has what it sends. */
class DyingSender extends WebhookSender {
  override async send(...posting: Parameters<WebhookSender['send']>): Promise<never> {
    await super.send(...posting);
    throw new Error('The process is gone.');
  }
}

describe('posting events to an endpoint', () => {
  let desk: WebhookDesk;
  let inbox: WebhookInbox;
  let claim: ClaimEntity;
  let endpoint: WebhookEndpointEntity;

  beforeAll(async () => {
    desk = await WebhookDesk.start();
  });
  afterAll(async () => {
    await desk.stop();
  });
  beforeEach(async () => {
    inbox = await WebhookInbox.open();
    claim = await desk.claim();
    endpoint = await desk.endpoint(inbox.url);
  });
  afterEach(async () => {
    const gone = { endpointId: endpoint.id };
    await desk.transaction((tx) => desk.get(RemoveWebhook).run(tx, desk.bank, gone));
    await inbox.close();
  });

  it('tells what happened on which claim by ids, signed with the secret of the endpoint', async () => {
    await desk.happen(claim, 'claim.filed');
    await desk.deliverDue();
    const [webhook] = inbox.taken;
    const secret = await desk.secretOf(endpoint);
    const [event] = await desk.get(EventQueries).list(desk.reads, {
      ...{ after: 0n, limit: 1, kinds: [], claimId: claim.id, institutionId: null },
    });
    expect(new Webhook(secret).verify(webhook!.body, webhook!.headers)).toEqual({
      type: 'claim.filed',
      timestamp: event!.at.toISOString(),
      data: {
        position: event!.position.toString(),
        id: webhook!.id,
        claimId: claim.id,
        reference: claim.reference,
        payments: [{ source: 'test-bank', sourceId: expect.any(String) as string }],
      },
    });
    expect(await desk.states(endpoint)).toEqual(['delivered']);
    expect(await desk.attempts(endpoint)).toMatchObject([{ number: 1, status: 204 }]);
  });

  it('posts what an endpoint wants, and nothing else', async () => {
    const picky = await desk.endpoint(inbox.url, ['claim.denied', 'claim.approved']);
    await desk.happen(claim, 'claim.filed', 'claim.approved', 'evidence.added');
    expect(await desk.states(picky)).toEqual(['pending']);
    expect(await desk.states(endpoint)).toHaveLength(3);
    const gone = { endpointId: picky.id };
    await desk.transaction((tx) => desk.get(RemoveWebhook).run(tx, desk.bank, gone));
  });

  it('lets events of a claim wait for the one before, and those of other claims go on', async () => {
    const other = await desk.claim();
    inbox.answer = (response, { body }) => {
      response.writeHead(body.includes(claim.id) ? 500 : 204).end();
    };
    await desk.happen(claim, 'claim.filed', 'claim.in_review');
    await desk.happen(other, 'claim.filed', 'claim.withdrawn');
    await desk.deliverDue();
    expect(inbox.types).toEqual(['claim.filed', 'claim.filed', 'claim.withdrawn']);
    inbox.answerWith(204);
    await desk.pass(6_000);
    expect(inbox.types.slice(3)).toEqual(['claim.filed', 'claim.in_review']);
    expect(new Set(await desk.states(endpoint))).toEqual(new Set(['delivered']));
  });

  it('sends the same id and the same bytes each time', async () => {
    inbox.answerWith(503);
    await desk.happen(claim, 'claim.filed');
    for (let hour = 0; hour < 5; hour += 1) await desk.pass(4 * HOUR_MS);
    expect(inbox.taken.length).toBeGreaterThanOrEqual(5);
    expect(new Set(inbox.taken.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect((await desk.attempts(endpoint)).map(({ number }) => number)).toEqual(
      inbox.taken.map((_webhook, index) => index + 1),
    );
  });

  it('gives one event up after three days, and goes on with the next', async () => {
    const other = await desk.claim();
    inbox.answer = (response, { body }) => {
      response.writeHead(body.includes('claim.filed') ? 422 : 204).end();
    };
    await desk.happen(claim, 'claim.filed', 'claim.approved');
    await desk.deliverDue();
    for (let passedMs = 0; passedMs < PATIENCE_MS; passedMs += 4 * HOUR_MS) {
      expect(await desk.states(endpoint)).toContain('pending');
      // Others arrive meanwhile, so that the endpoint is well.
      await desk.happen(other, 'evidence.added');
      await desk.pass(4 * HOUR_MS);
    }
    const [first, second] = await desk.deliveries(endpoint);
    expect([first?.state, second?.state]).toEqual(['failed', 'delivered']);
    expect((await desk.now(endpoint)).disabledAt).toBeNull();
  });

  it('is switched off when nothing arrived for three days, which its owner can see', async () => {
    inbox.answerWith(500);
    const other = await desk.claim();
    await desk.happen(claim, 'claim.filed', 'claim.approved');
    await desk.happen(other, 'claim.filed');
    await desk.deliverDue();
    for (let passedMs = 0; passedMs < PATIENCE_MS; passedMs += 4 * HOUR_MS) {
      expect((await desk.now(endpoint)).disabledAt).toBeNull();
      await desk.pass(4 * HOUR_MS);
    }
    expect(await desk.now(endpoint)).toMatchObject({ disabledFor: 'failing' });
    expect(await desk.states(endpoint)).not.toContain('pending');
    const records = await desk.get(AuditTrail).of(desk.reads, HOUSE_LANE, endpoint.id);
    expect(records.at(-1)).toMatchObject({ action: 'webhook.switched_off', actorId: 'system' });
    const posted = inbox.taken.length;
    await desk.happen(claim, 'claim.closed');
    await desk.pass(4 * HOUR_MS);
    expect(inbox.taken).toHaveLength(posted);
  });

  it('is switched off at once by an endpoint that says that it is gone', async () => {
    inbox.answerWith(410);
    await desk.happen(claim, 'claim.filed', 'claim.approved');
    await desk.deliverDue();
    expect(inbox.types).toEqual(['claim.filed']);
    expect(await desk.now(endpoint)).toMatchObject({ disabledFor: 'gone' });
    expect(await desk.states(endpoint)).toEqual(['cancelled', 'cancelled']);
  });

  it('stops when its owner wishes so, and goes on with what happens after they switch it on', async () => {
    const { id: endpointId, url } = endpoint;
    const change = async (isEnabled: boolean): Promise<void> =>
      desk.transaction((tx) =>
        desk.get(ChangeWebhook).run(tx, desk.bank, { endpointId, url, types: [], isEnabled }),
      );
    await desk.happen(claim, 'claim.filed');
    await change(false);
    await desk.happen(claim, 'claim.in_review');
    await change(true);
    await desk.happen(claim, 'claim.approved');
    await desk.deliverDue();
    expect(inbox.types).toEqual(['claim.approved']);
    expect(await desk.now(endpoint)).toMatchObject({ disabledAt: null, disabledFor: null });
  });

  it('sends an event anew when somebody asks, whatever became of it', async () => {
    await desk.happen(claim, 'claim.filed', 'claim.approved');
    await desk.deliverDue();
    const { position } = (await desk.deliveries(endpoint))[0]!;
    const resend = async (): Promise<unknown> =>
      desk.transaction((tx) => desk.get(ResendWebhook).run(tx, desk.bank, { endpoint, position }));
    await resend();
    await expect(resend()).rejects.toMatchObject({ code: 'webhook.still_pending' });
    await desk.deliverDue();
    expect(inbox.types).toEqual(['claim.filed', 'claim.approved', 'claim.filed']);
    expect(inbox.taken[2]?.id).toBe(inbox.taken[0]?.id);
    await desk.transaction((tx) =>
      desk.get(SwitchOffWebhook).run(tx, desk.bank, { endpointId: endpoint.id, reason: 'wish' }),
    );
    endpoint = await desk.now(endpoint);
    await expect(resend()).rejects.toMatchObject({ code: 'webhook.disabled' });
  });

  it('is signed by the old secret too for a day after it was changed', async () => {
    const old = new Webhook(await desk.secretOf(endpoint));
    const rotated = { endpointId: endpoint.id };
    await desk.transaction((tx) => desk.get(RotateWebhookSecret).run(tx, desk.bank, rotated));
    const fresh = new Webhook(await desk.secretOf(endpoint));
    await desk.happen(claim, 'claim.filed');
    await desk.deliverDue();
    await desk.pass(24 * HOUR_MS);
    await desk.happen(claim, 'claim.approved');
    await desk.deliverDue();
    const [first, second] = inbox.taken;
    const signatures = [first, second].map(({ headers } = first!) => {
      const { 'webhook-id': id, 'webhook-timestamp': seconds } = headers;
      const at = new Date(Number(seconds) * 1_000);
      const body = headers === first!.headers ? first!.body : second!.body;
      return [fresh, old].map((key) =>
        headers['webhook-signature']!.includes(key.sign(id!, at, body)),
      );
    });
    expect(signatures).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('posts each event once, however many workers are at it', async () => {
    for (let round = 1; round <= 20; round += 1) {
      await desk.happen(claim, 'evidence.added');
      await Promise.all([desk.deliver(endpoint, claim), desk.deliver(endpoint, claim)]);
    }
    await desk.deliverDue();
    expect(inbox.taken).toHaveLength(20);
    expect(new Set(inbox.taken.map(({ id }) => id)).size).toBe(20);
  });

  it('posts again what nobody recorded, once the try is taken for lost', async () => {
    await desk.happen(claim, 'claim.filed', 'claim.approved');
    const dying = new DeliverWebhook(
      desk.libs.unitOfWork,
      desk.get(EventQueries),
      desk.get(WebhookSecrets),
      new DyingSender(desk.get(WebhookDestinations)),
      desk.get(SwitchOffWebhook),
      desk.get(EndpointTurns),
      desk.clock,
    );
    const job = { endpointId: endpoint.id, claimId: claim.id };
    await expect(dying.run(job)).rejects.toThrow('The process is gone.');
    await desk.pass(LEASE_MS - 5_000);
    expect(inbox.types).toEqual(['claim.filed']);
    await desk.pass(5_000);
    expect(inbox.types).toEqual(['claim.filed', 'claim.filed', 'claim.approved']);
    expect(inbox.taken[1]?.id).toBe(inbox.taken[0]?.id);
    expect(inbox.taken[1]?.body).toBe(inbox.taken[0]?.body);
    expect(await desk.states(endpoint)).toEqual(['delivered', 'delivered']);
  });

  it('reaches every endpoint with each event of a claim, in order, at least once', async () => {
    const histories = fc.record({
      events: fc.integer({ min: 1, max: 5 }),
      // How the receiver answers, one request after the other; then it is well.
      answers: fc.array(fc.constantFrom(200, 500, 404, 0), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, async ({ events, answers }) => {
        const ofOne = await desk.claim();
        const left = [...answers];
        const arrived: string[] = [];
        inbox.answer = (response, { body }) => {
          const status = left.shift() ?? 200;
          if (status === 0) response.socket?.destroy();
          else response.writeHead(status).end();
          const { type, data } = JSON.parse(body) as { type: string; data: { claimId: string } };
          if (status === 200 && data.claimId === ofOne.id) arrived.push(type);
        };
        const kinds = Array.from({ length: events }, (_, index) => `step.no_${'i'.repeat(index)}`);
        await desk.happen(ofOne, ...kinds);
        for (let round = 0; round <= answers.length; round += 1) await desk.pass(4 * HOUR_MS);
        expect(arrived).toEqual(kinds);
        expect(await desk.states(endpoint)).not.toContain('pending');
      }),
      { numRuns: 12 },
    );
  });
});
