import { newId } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { aRecord, aRefundOf } from '../../../../test/support/payment-records';
import { TestLibs } from '../../../../test/support/test-libs';
import type { PaymentRecord } from '../domain/importers';
import { PaymentsModule } from '../payments.module';
import { PaymentQueries } from '../payments.queries';
import { ChangeClaimed } from './change-claimed';
import type { ClaimedChange } from './change-claimed';
import { RecordPayments } from './record-payments';
import { RecordRefund } from './record-refund';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('ChangeClaimed', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const recorded = async (report: PaymentRecord = aRecord()): Promise<string> => {
    const [payment] = await libs.inTransaction((tx) => libs.get(RecordPayments).run(tx, [report]));
    return payment!.id!;
  };
  const reserve = async (...changes: ClaimedChange[]): Promise<void> =>
    libs.inTransaction((tx) => libs.get(ChangeClaimed).reserve(tx, changes));
  const release = async (...changes: ClaimedChange[]): Promise<void> =>
    libs.inTransaction((tx) => libs.get(ChangeClaimed).release(tx, changes));
  const claimedOn = async (id: string): Promise<bigint> =>
    (await libs.get(PaymentQueries).byId(libs.unitOfWork.reads, id))!.claimedMinor;

  it('reserves up to the whole payment and gives back', async () => {
    const paymentId = await recorded();
    await reserve({ paymentId, money: cny(19_000n) });
    await reserve({ paymentId, money: cny(900n) });
    expect(await claimedOn(paymentId)).toBe(19_900n);
    await release({ paymentId, money: cny(19_900n) });
    expect(await claimedOn(paymentId)).toBe(0n);
  });

  it('locks the payments of a payer, and none of anybody else', async () => {
    const [mine, theirs] = [
      await recorded(aRecord({ payer: { id: 'u_mine' } })),
      await recorded(aRecord({ payer: { id: 'u_theirs' } })),
    ];
    const lock = (tx: Tx, payerId: string) =>
      libs.get(ChangeClaimed).lock(tx, [theirs, mine], { payerId });
    await libs.inTransaction(async (tx) => {
      const locked = await lock(tx, 'u_mine');
      expect(locked.map((payment) => payment?.id ?? null)).toEqual([null, mine]);
      // Another transaction gets what this one did not ask for, without waiting.
      await libs.inTransaction((other) => lock(other, 'u_theirs'));
    });
  });

  it('takes the word of whoever has locked the payments already', async () => {
    const paymentId = await recorded();
    const changes = [{ paymentId, money: cny(19_900n) }];
    await libs.inTransaction(async (tx) => {
      const operation = libs.get(ChangeClaimed);
      const [payment] = await operation.lock(tx, [paymentId]);
      await operation.reserve(tx, changes, [payment!]);
      await expect(operation.reserve(tx, changes, [payment!])).rejects.toMatchObject({
        code: 'claim.payment_exhausted',
        details: { leftMinor: '0' },
      });
    });
    expect(await claimedOn(paymentId)).toBe(19_900n);
  });

  it('notes when a payment was last disputed, also when nobody claims it any more', async () => {
    const paymentId = await recorded();
    const disputedAt = async (): Promise<number | undefined> =>
      (await libs
        .get(PaymentQueries)
        .byId(libs.unitOfWork.reads, paymentId))!.disputedAt?.getTime();
    expect(await disputedAt()).toBeUndefined();
    const before = libs.clock.now().getTime();
    await reserve({ paymentId, money: cny(1n) });
    const first = (await disputedAt())!;
    expect(first).toBeGreaterThanOrEqual(before);
    libs.clock.moveOn(60_000);
    await release({ paymentId, money: cny(1n) });
    expect(await disputedAt()).toBe(first);
    await reserve({ paymentId, money: cny(1n) });
    expect(await disputedAt()).toBeGreaterThanOrEqual(first + 60_000);
  });

  it('refuses more than is left, and says which line and how much is left', async () => {
    const [full, half] = [await recorded(), await recorded()];
    await reserve({ paymentId: half, money: cny(10_000n) });
    await expect(
      reserve({ paymentId: full, money: cny(1n) }, { paymentId: half, money: cny(9_901n) }),
    ).rejects.toMatchObject({
      kind: 'conflict',
      code: 'claim.payment_exhausted',
      details: { field: 'lines[1].money', saw: '99.01 CNY', leftMinor: '9900' },
    });
    expect(await claimedOn(full)).toBe(0n);
  });

  it('leaves out what was refunded', async () => {
    const report = aRecord();
    const paymentId = await recorded(report);
    await libs.inTransaction((tx) => libs.get(RecordRefund).run(tx, aRefundOf(report)));
    await expect(reserve({ paymentId, money: cny(14_901n) })).rejects.toMatchObject({
      code: 'claim.payment_exhausted',
    });
    await reserve({ paymentId, money: cny(14_900n) });
    expect(await claimedOn(paymentId)).toBe(14_900n);
  });

  it('adds up two lines on the same payment', async () => {
    const paymentId = await recorded();
    const lines = [cny(10_000n), cny(9_000n)].map((money) => ({ paymentId, money }));
    await reserve(...lines);
    expect(await claimedOn(paymentId)).toBe(19_000n);
    await release(...lines);
    expect(await claimedOn(paymentId)).toBe(0n);
    await expect(reserve(...lines, { paymentId, money: cny(901n) })).rejects.toMatchObject({
      code: 'claim.payment_exhausted',
    });
  });

  it('refuses another currency and a payment that does not exist', async () => {
    const paymentId = await recorded();
    await expect(reserve({ paymentId, money: Money.of(1n, 'JPY') })).rejects.toMatchObject({
      code: 'money.currency_mismatch',
    });
    const nobodys = newId('pmt', 1);
    await expect(reserve({ paymentId: nobodys, money: cny(1n) })).rejects.toThrow(nobodys);
  });

  it('answers with the locked payments in the order asked for, null for none', async () => {
    const [one, other, none] = [await recorded(), await recorded(), newId('pmt', 1)];
    const ids = [other, none, one, other];
    const locked = await libs.inTransaction((tx) => libs.get(ChangeClaimed).lock(tx, ids));
    expect(locked.map((payment) => payment?.id ?? null)).toEqual([other, null, one, other]);
  });

  it('never reserves more than there is, however many ask at once', async () => {
    const paymentId = await recorded();
    const asked = Array.from({ length: 30 }, () => reserve({ paymentId, money: cny(1_000n) }));
    const answers = await Promise.allSettled(asked);
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect([answers.length - refused.length, refused.length]).toEqual([19, 11]);
    for (const answer of refused) {
      expect(answer).toMatchObject({ reason: { code: 'claim.payment_exhausted' } });
    }
    expect(await claimedOn(paymentId)).toBe(19_000n);
  });

  it('does not deadlock when two claims name the same payments in opposite order', async () => {
    const ids = [await recorded(), await recorded(), await recorded()];
    const changes = ids.map((paymentId) => ({ paymentId, money: cny(1n) }));
    let attempts = 0;
    const claim = async (order: ClaimedChange[]): Promise<void> =>
      libs.inTransaction((tx) => {
        attempts += 1;
        return libs.get(ChangeClaimed).reserve(tx, order);
      });
    const pairs = Array.from({ length: 10 }, () => [changes, [...changes].reverse()]);
    await Promise.all(pairs.flat().map(claim));
    expect(attempts).toBe(20);
    expect(await Promise.all(ids.map(claimedOn))).toEqual([20n, 20n, 20n]);
  });
});

describe('the payments table, behind the code', () => {
  let libs: TestLibs;
  let id: string;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
    const report = aRecord();
    const [payment] = await libs.inTransaction((tx) => libs.get(RecordPayments).run(tx, [report]));
    id = payment!.id!;
    await libs.inTransaction((tx) => libs.get(RecordRefund).run(tx, aRefundOf(report)));
  });
  afterAll(async () => {
    await libs.stop();
  });

  it.each([
    ['more claimed than was not refunded', 'claimed_minor = 14901', 'payments_claimable'],
    ['more claimed than was paid', 'claimed_minor = 19901', 'payments_claimable'],
    ['less than nothing claimed', 'claimed_minor = -1', 'payments_claimed_check'],
    ['more refunded than was paid', 'refunded_minor = 19901', 'payments_refunded_check'],
    ['a status that we do not know', `status = 'lost'`, 'payments_status_check'],
  ])('refuses %s', async (_what, change, constraint) => {
    const client = await libs.connectAs('ganpei_app');
    await expect(
      client.query(`UPDATE payments SET ${change} WHERE id = $1`, [id]),
    ).rejects.toMatchObject({ code: '23514', constraint });
  });

  it.each(['amount_minor = 1', `payer_id = 'u_1'`, `source_id = 'x'`, `content_hash = 'x'`])(
    'lets the application not write over what was reported (%s)',
    async (change) => {
      const client = await libs.connectAs('ganpei_app');
      await expect(
        client.query(`UPDATE payments SET ${change} WHERE id = $1`, [id]),
      ).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('lets claims stand that came before a refund, and their amounts be given back', async () => {
    const client = await libs.connectAs('ganpei_app');
    await client.query('UPDATE payments SET claimed_minor = 14900 WHERE id = $1', [id]);
    await client.query('UPDATE payments SET refunded_minor = 19900 WHERE id = $1', [id]);
    await client.query('UPDATE payments SET claimed_minor = 14899 WHERE id = $1', [id]);
    await expect(
      client.query('UPDATE payments SET claimed_minor = 14900 WHERE id = $1', [id]),
    ).rejects.toMatchObject({ constraint: 'payments_claimable' });
  });
});
