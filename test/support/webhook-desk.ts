import { ChangeClaim, ClaimLineEntity } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import {
  DeliverWebhook,
  MessagingModule,
  NumberEvents,
  RegisterWebhook,
  WebhookAttemptEntity,
  WebhookDeliveryEntity,
  WebhookEndpointEntity,
  WebhookSecrets,
  deliverWebhookJob,
} from '@app/messaging';
import { RecordPayments } from '@app/payments';
import { UserEntity } from '@app/platform';
import type { Actor, Reads, Tx } from '@app/platform';

import { aRecord } from './payment-records';
import { queuedClaim } from './queued-claims';
import type { TestClock } from './test-clock';
import { TestLibs, anActor } from './test-libs';

const SUMMARY = { en: 'Something happened.', 'zh-CN': '发生了一件事。' };
const OVERDUE_MS = 5_001;

/** Events and the endpoints that they are posted to: no HTTP of ours, no worker but the test. */
export class WebhookDesk {
  private constructor(
    readonly libs: TestLibs,
    readonly bank: Actor,
  ) {}

  static async start(): Promise<WebhookDesk> {
    const libs = await TestLibs.start({ imports: [MessagingModule], demo: true });
    return new WebhookDesk(libs, await institution(libs));
  }

  get clock(): TestClock {
    return this.libs.clock;
  }

  get reads(): Reads {
    return this.libs.unitOfWork.reads;
  }

  get<Instance>(type: abstract new (...parameters: never[]) => Instance): Instance {
    return this.libs.get(type);
  }

  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.libs.inTransaction(work);
  }

  async stop(): Promise<void> {
    await this.libs.stop();
  }

  /** A claim on a payment that the bank reported, or an institution that is wished for. */
  async claim(by: Pick<Actor, 'id'> = this.bank): Promise<ClaimEntity> {
    const claim = await queuedClaim(this);
    await this.dispute(claim, by);
    return claim;
  }

  /** Adds a payment that an institution reported to a claim. */
  async dispute(claim: ClaimEntity, by: Pick<Actor, 'id'>, position = 0): Promise<void> {
    const { lane, id: claimId, claimantPartyId, currency } = claim;
    const payment = aRecord({ payer: { id: claimantPartyId } });
    await this.transaction(async (tx) => {
      const report = { by: by.id, lines: null };
      const [recorded] = await this.get(RecordPayments).run(tx, [payment], report);
      await tx.insert(ClaimLineEntity, {
        ...{ lane, id: newId('cln', lane), claimId, position, currency, status: 'claimed' },
        ...{ paymentId: recorded?.id ?? '', amountMinor: 19_900n, awardMinor: null },
      });
    });
  }

  async endpoint(
    url: string,
    types: readonly string[] = [],
    by: Actor = this.bank,
  ): Promise<WebhookEndpointEntity> {
    return this.transaction((tx) => this.get(RegisterWebhook).run(tx, by, { url, types }));
  }

  /** Things happen on a claim, one after the other, and are in the log of events. */
  async happen(claim: ClaimEntity, ...kinds: readonly string[]): Promise<void> {
    for (const kind of kinds) {
      const event = { kind, summary: SUMMARY };
      await this.transaction((tx) =>
        this.get(ChangeClaim).addEvent(tx, claim, anActor('reviewer'), event),
      );
    }
    while ((await this.transaction((tx) => this.get(NumberEvents).run(tx))) > 0);
  }

  async deliver(
    { id: endpointId }: Pick<WebhookEndpointEntity, 'id'>,
    { id: claimId }: Pick<ClaimEntity, 'id'>,
  ): Promise<void> {
    await this.get(DeliverWebhook).run({ endpointId, claimId });
  }

  /** What the sweep finds and the worker does, until nothing is due now. */
  async deliverDue(): Promise<void> {
    const due = (): ReturnType<typeof deliverWebhookJob.findDue> =>
      deliverWebhookJob.findDue(this.reads, new Date(this.clock.now().getTime() + OVERDUE_MS), 100);
    for (let jobs = await due(), round = 0; jobs.length > 0 && round < 200; round += 1) {
      for (const job of jobs) await this.get(DeliverWebhook).run(job);
      const now = this.clock.now();
      const next = await due();
      const times = await this.reads.query<{ next: Date | null }[]>(
        'SELECT min(next_try_at) AS next FROM webhook_streams',
      );
      const soonest = times[0]?.next ?? null;
      jobs = soonest !== null && soonest <= now ? next : [];
    }
  }

  /** Lets the time pass, and does what becomes due. */
  async pass(ms: number): Promise<void> {
    this.clock.moveOn(ms);
    await this.deliverDue();
  }

  async deliveries({
    id: endpointId,
  }: Pick<WebhookEndpointEntity, 'id'>): Promise<WebhookDeliveryEntity[]> {
    return this.reads.find(WebhookDeliveryEntity, {
      where: { endpointId },
      order: { position: 'ASC' },
    });
  }

  async states(endpoint: Pick<WebhookEndpointEntity, 'id'>): Promise<string[]> {
    return (await this.deliveries(endpoint)).map(({ state }) => state);
  }

  async attempts({
    id: endpointId,
  }: Pick<WebhookEndpointEntity, 'id'>): Promise<WebhookAttemptEntity[]> {
    return this.reads.find(WebhookAttemptEntity, {
      where: { endpointId },
      order: { position: 'ASC', number: 'ASC' },
    });
  }

  async now({ id }: Pick<WebhookEndpointEntity, 'id'>): Promise<WebhookEndpointEntity> {
    return this.reads.findOneByOrFail(WebhookEndpointEntity, { id });
  }

  async secretOf({ id }: Pick<WebhookEndpointEntity, 'id'>): Promise<string> {
    return this.get(WebhookSecrets).open(id, (await this.now({ id })).sealedSecret);
  }
}

/** One more institution. */
export async function institution(libs: TestLibs): Promise<Actor> {
  const id = newId('usr', HOUSE_LANE);
  await libs.inTransaction((tx) =>
    tx.insert(UserEntity, {
      id,
      personId: id,
      username: `${id}@bank.example.com`,
      passwordHash: 'nobody signs in here',
      name: 'Bank',
      role: 'institution',
      partyId: null,
      demo: true,
      disabledAt: null,
      createdAt: libs.clock.now(),
    }),
  );
  return { id, role: 'institution', name: 'Bank', partyId: null, personId: id };
}
