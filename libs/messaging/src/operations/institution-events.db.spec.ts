import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import { WebhookDesk, institution } from '../../../../test/support/webhook-desk';
import { WebhookInbox } from '../../../../test/support/webhook-inbox';
import { EventQueries } from '../live/event.queries';
import { WebhookDeliveryEntity } from '../persistence/webhook-delivery.entity';
import { ResendWebhook } from './resend-webhook';

interface PostedJson {
  readonly data: { readonly claimId: string; readonly payments: readonly object[] };
}

describe('what an institution is told of claims', () => {
  let desk: WebhookDesk;
  let other: Actor;
  /** On payments of the bank, of another institution, and on one of each. */
  let claims: Record<'own' | 'others' | 'shared', ClaimEntity>;

  beforeAll(async () => {
    desk = await WebhookDesk.start();
    other = await institution(desk.libs);
    const shared = await desk.claim();
    await desk.dispute(shared, other, 1);
    claims = { own: await desk.claim(), others: await desk.claim(other), shared };
  });
  afterAll(async () => {
    await desk.stop();
  });

  const happen = async (kind: string): Promise<void> => {
    for (const claim of Object.values(claims)) await desk.happen(claim, kind);
  };
  const read = async (
    by: Actor | null,
    wish: { readonly kinds?: readonly string[]; readonly claimId?: string } = {},
  ): Promise<string[]> => {
    const { kinds = [], claimId = null } = wish;
    const institutionId = by?.id ?? null;
    const events = await desk
      .get(EventQueries)
      .list(desk.reads, { after: 0n, limit: 100, kinds, claimId, institutionId });
    return events.map((event) => `${nameOf(event.claimId)} ${String(event.payments.length)}`);
  };
  const nameOf = (id: string | null): string =>
    Object.entries(claims).find(([, claim]) => claim.id === id)?.[0] ?? 'nothing';

  it('is what happens on claims on payments that it reported, with those payments', async () => {
    await happen('claim.filed');
    expect((await read(desk.bank)).sort()).toEqual(['own 1', 'shared 1']);
    expect((await read(other)).sort()).toEqual(['others 1', 'shared 1']);
    expect((await read(null)).sort()).toEqual(['others 1', 'own 1', 'shared 2']);
    const filed = { kinds: ['claim.filed', 'claim.closed'] };
    expect((await read(desk.bank, filed)).sort()).toEqual(['own 1', 'shared 1']);
    expect(await read(desk.bank, { kinds: ['claim.closed'] })).toEqual([]);
    expect(await read(desk.bank, { claimId: claims.others.id })).toEqual([]);
    expect(await read(desk.bank, { claimId: claims.shared.id })).toEqual(['shared 1']);
    expect(await read(await institution(desk.libs))).toEqual([]);
  });

  it('is all that is posted to it, now and when it asks for it again', async () => {
    const inbox = await WebhookInbox.open();
    const endpoint = await desk.endpoint(inbox.url);
    await happen('claim.in_review');
    await desk.deliverDue();
    const posted = inbox.taken.map(({ body }) => (JSON.parse(body) as PostedJson).data);
    expect(posted.map(({ claimId }) => nameOf(claimId)).sort()).toEqual(['own', 'shared']);
    expect(posted.map(({ payments }) => payments.length)).toEqual([1, 1]);

    // As it was posted before there was this rule.
    const [event] = await desk.get(EventQueries).list(desk.reads, {
      ...{ after: 0n, limit: 1, kinds: [], claimId: claims.others.id, institutionId: null },
    });
    const earlier = { endpointId: endpoint.id, position: event!.position };
    const now = desk.clock.now();
    await desk.transaction((tx) =>
      tx.insert(WebhookDeliveryEntity, {
        ...{ ...earlier, claimId: claims.others.id, state: 'delivered', tries: 1 },
        ...{ queuedAt: now, firstTriedAt: now, endedAt: now },
      }),
    );
    const again = { endpoint, position: earlier.position };
    await expect(
      desk.transaction((tx) => desk.get(ResendWebhook).run(tx, desk.bank, again)),
    ).rejects.toMatchObject({ code: 'webhook.not_found' });
    await inbox.close();
  });
});
