import { WebhookDesk } from '../../../../test/support/webhook-desk';
import { WebhookInbox } from '../../../../test/support/webhook-inbox';
import { IN_FLIGHT_PER_ENDPOINT_MAX } from './webhook.jobs';

async function untilHeld(held: readonly unknown[], count: number): Promise<void> {
  while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the turns of a slow endpoint', () => {
  let desk: WebhookDesk;

  beforeAll(async () => {
    desk = await WebhookDesk.start();
  });
  afterAll(() => desk.stop());

  it('keep nobody else waiting behind it, and nothing of it is forgotten', async () => {
    const inbox = await WebhookInbox.open();
    const well = await WebhookInbox.open();
    const endpoint = await desk.endpoint(inbox.url);
    const fast = await desk.endpoint(well.url);
    const held: (() => void)[] = [];
    inbox.answer = (response) => held.push(() => response.writeHead(204).end());
    const claims = [await desk.claim()];
    while (claims.length < 10) claims.push(await desk.claim());
    for (const one of claims) await desk.happen(one, 'claim.filed');
    const slow = claims.map((one) => desk.deliver(endpoint, one));
    await Promise.all(claims.map((one) => desk.deliver(fast, one)));
    // Whoever finds no turn is through at once, and the worker is free for others.
    await Promise.all(slow.slice(IN_FLIGHT_PER_ENDPOINT_MAX));
    await untilHeld(held, IN_FLIGHT_PER_ENDPOINT_MAX);
    expect([inbox.taken.length, held.length]).toEqual([4, 4]);
    inbox.answerWith(204);
    for (const answer of held) answer();
    await Promise.all(slow);
    const [{ rung }] = await desk.reads.query<[{ rung: number }]>(
      `SELECT count(*)::int AS rung FROM bullmq.job
        WHERE queue = 'deliver-webhook' AND id LIKE $1`,
      [`${endpoint.id}-%.turn`],
    );
    expect(rung).toBe(4);
    await desk.pass(6_000);
    expect(new Set(await desk.states(endpoint))).toEqual(new Set(['delivered']));
    expect(new Set(inbox.taken.map(({ id }) => id)).size).toBe(10);
    await inbox.close();
    await well.close();
  });
});
