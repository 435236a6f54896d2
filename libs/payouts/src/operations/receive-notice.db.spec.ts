import { newId } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import { UnitOfWork } from '@app/platform';
import type { Reads } from '@app/platform';
import type { Response } from 'supertest';

import {
  aClaim,
  claimNow,
  evidenceHandedIn,
  filed,
  reported,
  untilStatus,
} from '../../../../test/support/builders';
import type { ClaimJson } from '../../../../test/support/builders';
import { payingCase, payoutNow } from '../../../../test/support/cases';
import { atRest, lookedAt, payoutBookings } from '../../../../test/support/payout-steps';
import { aNotice } from '../../../../test/support/rail-notices';
import type { NoticeWish, SignedNotice } from '../../../../test/support/rail-notices';
import { TestOperations } from '../../../../test/support/test-operations';
import { TestService } from '../../../../test/support/test-service';
import { PayoutQueries } from '../payouts.queries';
import { PayoutEntity } from '../persistence/payout.entity';
import { RailNoticeEntity } from '../persistence/rail-notice.entity';

const STRANGER = `whsec_${Buffer.from('the secret of a stranger').toString('base64')}`;
const WEBHOOK = '/v1/rails/simulated/webhook';

describe('a notice of the rail over HTTP', () => {
  let service: TestService;
  let claim: ClaimJson;
  beforeAll(async () => {
    service = await TestService.start();
    claim = await withUnknownPayouts();
  });
  afterAll(async () => {
    await service.stop();
  });

  const reads = (): Reads => service.app.get(UnitOfWork).reads;

  const payouts = (of = claim): Promise<PayoutEntity[]> =>
    service.app.get(PayoutQueries).ofClaim(reads(), of.id);

  const payout = async (place: number): Promise<PayoutEntity> => (await payouts())[place]!;

  /** Three payouts that the rail has paid without telling us, and that nobody looks at soon. */
  async function withUnknownPayouts(): Promise<ClaimJson> {
    service.rail.setFaults([
      { kind: 'http_500_after_paying', times: 3 },
      { kind: 'no_webhook', times: 3 },
      { kind: 'http_500_after_paying', on: 'query', times: 1_000 },
    ]);
    const lines: { paymentId: string; amountMinor: string }[] = [];
    for (const amountMinor of ['4000', '5000', '6000']) {
      lines.push({ paymentId: await reported(service, { amountMinor }), amountMinor });
    }
    const response = await service.post('lin', '/v1/claims', aClaim(lines));
    const made = response.body as ClaimJson;
    await evidenceHandedIn(service, made);
    await service.eventually(
      () => payouts(made),
      (list) => list.length === 3 && list.every(({ status }) => status === 'unknown'),
    );
    const later = new Date(Date.now() + 3_600_000);
    await service.app
      .get(UnitOfWork)
      .transaction((tx) => tx.update(PayoutEntity, { claimId: made.id }, { nextActionAt: later }));
    service.rail.setFaults([]);
    return made;
  }

  function signed(wish: NoticeWish, secret?: string): SignedNotice {
    return aNotice(secret ?? service.config.rails.simulated?.webhookSecret ?? '', wish);
  }

  async function sent({ headers, body }: SignedNotice, path = WEBHOOK): Promise<Response> {
    return service.as(null, 'post', path).set(headers).send(body);
  }

  const known = (payoutId: string): Promise<number> =>
    reads().countBy(RailNoticeEntity, { payoutId });

  const without = (notice: SignedNotice, name: string): SignedNotice => {
    const headers = Object.entries(notice.headers).filter(([header]) => header !== name);
    return { ...notice, headers: Object.fromEntries(headers) };
  };

  it.each<[string, (reference: string) => SignedNotice]>([
    ['is signed by a stranger', (reference) => signed({ reference }, STRANGER)],
    ['is six minutes old', (reference) => signed({ reference, secondsAgo: 360 })],
    ['comes from the future', (reference) => signed({ reference, secondsAgo: -360 })],
    [
      'was changed on the way',
      (reference) => {
        const notice = signed({ reference: newId('pyo', 1) });
        return { ...notice, body: signed({ reference }).body };
      },
    ],
    [
      'has another time than was signed',
      (reference) => {
        const { headers, body } = signed({ reference, secondsAgo: 360 });
        const now = String(Math.floor(Date.now() / 1_000));
        return { body, headers: { ...headers, 'webhook-timestamp': now } };
      },
    ],
    ['has no signature', (reference) => without(signed({ reference }), 'webhook-signature')],
    ['has no time', (reference) => without(signed({ reference }), 'webhook-timestamp')],
    ['has no id', (reference) => without(signed({ reference }), 'webhook-id')],
  ])('is refused and changes nothing when it %s', async (_what, make) => {
    const before = await payout(0);
    const response = await sent(make(before.id));
    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ code: 'rail.bad_signature' });
    expect(await payout(0)).toEqual(before);
    expect(await known(before.id)).toBe(0);
  });

  it('about a rail that we do not have is not found', async () => {
    const response = await sent(signed({ reference: 'pyo_1' }), '/v1/rails/nowhere/webhook');
    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({ code: 'payout.unknown_rail' });
  });

  it.each(['pyo_1', newId('pyo', 1), 'somebody-elses-order', `pyo_'; DROP TABLE payouts`])(
    'about the order %s is none of ours',
    async (reference) => {
      const response = await sent(signed({ reference }));
      expect([response.status, response.body]).toEqual([200, { result: 'not_ours' }]);
    },
  );

  it('makes us ask the rail at once, and once, though it comes 50 times at the same moment', async () => {
    const { id } = await payout(0);
    const notice = signed({ reference: id });
    const responses = await Promise.all(Array.from({ length: 50 }, () => sent(notice)));
    expect(responses.map(({ status }) => status)).toEqual(Array(50).fill(200));
    const results = responses.map(({ body }) => (body as { result: string }).result).sort();
    expect(results).toEqual([...Array<string>(49).fill('known'), 'taken']);
    await settled(0);
    expect(await known(id)).toBe(1);
    expect(await settlements()).toEqual([4_000n]);
    expect(service.rail.book().of(id)).toHaveLength(1);
  });

  it('says where to look, not what is true: settled is settled when it tells of a failure', async () => {
    const { id } = await payout(1);
    const response = await sent(signed({ reference: id, type: 'transfer.failed' }));
    expect(response.body).toEqual({ result: 'taken' });
    await settled(1);
    expect(await settlements()).toEqual([4_000n, 5_000n]);
  });

  it('about a settled payout moves nothing, however late it comes: the rail knows better', async () => {
    const before = await payout(0);
    for (const type of ['transfer.failed', 'transfer.settled']) {
      expect((await sent(signed({ reference: before.id, type }))).body).toEqual({
        result: 'taken',
      });
    }
    const seen = await service.eventually(
      () => payout(0),
      ({ nextActionAt }) => nextActionAt === null,
    );
    const { status, statusReason, settledAt, railTransferId } = before;
    expect(seen).toMatchObject({ status, statusReason, settledAt, railTransferId });
    expect((await claimNow(service, claim.id)).status).toBe('paying');
  });

  it('about the last payout pays the claim', async () => {
    const { id } = await payout(2);
    await sent(signed({ reference: id }));
    expect(await untilStatus(service, claim.id, 'paid')).toMatchObject({
      paid: { currency: 'CNY', amountMinor: '15000' },
    });
    expect(await settlements()).toEqual([4_000n, 5_000n, 6_000n]);
  });

  it('is what the rail itself sends when a transfer settles, five times over', async () => {
    service.rail.setFaults([
      { kind: 'settle_later', ms: 200 },
      { kind: 'double_webhook', copies: 5 },
    ]);
    const other = await filed(service, { amountMinor: '15000', by: 'chen', payer: 'u_1002' });
    await evidenceHandedIn(service, other, 'chen');
    await untilStatus(service, other.id, 'paid');
    const [only] = await payouts(other);
    expect(await known(only!.id)).toBe(1);
    expect(service.rail.book().paidOf(only!.id)).toHaveLength(1);
  });

  const settled = (place: number): Promise<PayoutEntity> =>
    service.eventually(
      () => payout(place),
      ({ status }) => status === 'settled',
    );

  async function settlements(): Promise<bigint[]> {
    const journals = await service.app.get(LedgerQueries).journalsOfClaim(reads(), claim.id);
    return journals
      .filter(({ journal }) => journal.kind === 'E16')
      .flatMap(({ transfers }) => transfers.map(({ amountMinor }) => amountMinor));
  }
});

describe('a notice of the rail that overtakes its own answer', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function notified(payout: PayoutEntity): Promise<string> {
    const { headers, body } = aNotice(ops.secrets.webhookSecret, { reference: payout.id });
    const request = { rail: 'simulated', headers, rawBody: Buffer.from(body) };
    return (await ops.transaction((tx) => ops.receiveNotice.run(tx, request))).result;
  }

  it('waits for whoever is talking to the rail, whose answer counts', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      const answer = await call.deliver();
      expect(await notified(payout!)).toBe('taken');
      await ops.advancePayout.run({ payoutId: payout!.id });
      return answer;
    };
    const seen = await lookedAt(ops, payout!, 0);
    expect(seen).toMatchObject({ status: 'settled', fence: 1, nextActionAt: null });
  });

  it('is not lost when the answer is: the rail is asked at the end of the lease', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      await call.deliver();
      await notified(payout!);
      throw new Error('The process died.');
    };
    await expect(lookedAt(ops, payout!, 0)).rejects.toThrow('died');
    ops.way.intercept = (call) => call.deliver();
    const { leaseUntil, nextActionAt } = await payoutNow(ops, payout!);
    expect(nextActionAt!.getTime()).toBeGreaterThan(leaseUntil!.getTime());
    expect((await atRest(ops, payout!)).status).toBe('settled');
    expect(ops.way.sendsOf(payout!.id)).toBe(1);
    expect(await payoutBookings(ops, payout!)).toEqual([
      'E15 2030/2040 15000',
      'E16 2040/1030 15000',
    ]);
  });

  it('is not lost when an answer is on its way that is older: the rail is asked again at once', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      await call.deliver();
      await notified(payout!);
      return { outcome: 'unknown', reason: 'timeout', seen: 'from before the notice' };
    };
    await lookedAt(ops, payout!, 0);
    const { leaseUntil, nextActionAt } = await payoutNow(ops, payout!);
    expect(leaseUntil).toBeNull();
    expect(nextActionAt!.getTime()).toBeLessThanOrEqual(ops.clock.now().getTime());
    ops.way.intercept = (call) => call.deliver();
    expect((await atRest(ops, payout!)).status).toBe('settled');
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
