import { laneOfId, laneOfSeed } from '@app/kernel';
import { Money } from '@app/money';

import { Barrier } from '../../../../test/support/barrier';
import { aRecord } from '../../../../test/support/payment-records';
import { TestLibs } from '../../../../test/support/test-libs';
import type { PaymentRecord } from '../domain/importers';
import { PaymentsModule } from '../payments.module';
import { PaymentQueries } from '../payments.queries';
import type { PaymentEntity } from '../persistence/payment.entity';
import { RecordPayments } from './record-payments';
import type { ImportedLines, RecordedPayment } from './record-payments';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('RecordPayments', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const record = async (
    records: readonly PaymentRecord[],
    lines: ImportedLines | null = null,
  ): Promise<RecordedPayment[]> =>
    libs.inTransaction((tx) => libs.get(RecordPayments).run(tx, records, { by: null, lines }));

  const results = (recorded: readonly RecordedPayment[]): string[] =>
    recorded.map(({ result }) => result);

  const found = async (id: string | null): Promise<PaymentEntity | null> =>
    libs.get(PaymentQueries).byId(libs.unitOfWork.reads, id ?? '');

  const countOf = async (sourceIds: readonly string[]): Promise<Record<string, number>> => {
    const [counts] = await libs.unitOfWork.reads.query<Record<string, number>[]>(
      `SELECT (SELECT count(*)::int FROM payments WHERE source_id = ANY ($1)) AS payments,
              (SELECT count(*)::int FROM payment_keys WHERE source_id = ANY ($1)) AS keys`,
      [sourceIds],
    );
    return counts!;
  };

  it('keeps a payment as it was reported, in the lane of its payer', async () => {
    const whole = aRecord({
      settledAt: new Date('2026-03-01T09:00:00Z'),
      payer: { id: 'u_1002', name: 'Payer' },
      payee: { id: 'm_1', name: 'Shop', account: '6222' },
      money: Money.of(2n ** 62n, 'JPY'),
      status: 'partly_refunded',
      refunded: Money.of(1n, 'JPY'),
      description: '商品',
    });
    const [recorded] = await record([whole]);
    expect(recorded).toEqual({
      sourceId: whole.sourceId,
      id: expect.stringMatching(/^pmt_/) as string,
      result: 'created',
    });
    expect(laneOfId(recorded!.id!)).toBe(laneOfSeed('u_1002'));
    expect(await found(recorded!.id)).toMatchObject({
      lane: laneOfSeed('u_1002'),
      source: 'test-bank',
      sourceId: whole.sourceId,
      paidAt: whole.paidAt,
      settledAt: whole.settledAt,
      payerId: 'u_1002',
      payerName: 'Payer',
      payeeId: 'm_1',
      payeeName: 'Shop',
      payeeAccount: '6222',
      currency: 'JPY',
      amountMinor: 2n ** 62n,
      status: 'partly_refunded',
      refundedMinor: 1n,
      claimedMinor: 0n,
      description: '商品',
      operationId: null,
    });
  });

  it('counts a payment as wholly refunded when its status says so', async () => {
    const [recorded] = await record([aRecord({ status: 'refunded' })]);
    expect(await found(recorded!.id)).toMatchObject({ refundedMinor: 19_900n });
  });

  it('answers a repeated report with the payment that stands already', async () => {
    const one = aRecord();
    const [first] = await record([one]);
    expect(await record([{ ...one }])).toEqual([{ ...first, result: 'duplicate' }]);
    expect(await countOf([one.sourceId])).toEqual({ payments: 1, keys: 1 });
  });

  it('refuses another content under a known number, and changes nothing', async () => {
    const one = aRecord();
    const [first] = await record([one]);
    const [second] = await record([{ ...one, money: cny(1n) }]);
    expect(second).toMatchObject({ id: first!.id, result: 'conflict' });
    expect(second!.problem).toMatchObject({ kind: 'conflict', code: 'payment.conflict' });
    expect(await found(first!.id)).toMatchObject({ amountMinor: 19_900n });
  });

  it('knows a number across payers, though they live in different lanes', async () => {
    const one = aRecord({ payer: { id: 'u_1001' } });
    const other = { ...one, payer: { id: 'u_1002' } };
    expect(laneOfSeed('u_1001')).not.toBe(laneOfSeed('u_1002'));
    const [first] = await record([one]);
    expect(await record([other])).toMatchObject([{ id: first!.id, result: 'conflict' }]);
    expect(await countOf([one.sourceId])).toEqual({ payments: 1, keys: 1 });
  });

  it('lets two sources use the same number', async () => {
    const one = aRecord();
    expect(results(await record([one, { ...one, source: 'other-bank' }]))).toEqual([
      'created',
      'created',
    ]);
  });

  it('takes the good reports of a call and answers each in its place', async () => {
    const known = aRecord();
    await record([known]);
    const fresh = aRecord({ payer: { id: 'u_1002' } });
    const recorded = await record([
      known,
      aRecord({ money: cny(0n) }),
      fresh,
      { ...known, rail: 'balance' },
      { ...fresh },
      { ...fresh, rail: 'balance' },
    ]);
    expect(results(recorded)).toEqual([
      'duplicate',
      'refused',
      'created',
      'conflict',
      'duplicate',
      'conflict',
    ]);
    expect(recorded[1]).toMatchObject({ id: null, problem: { code: 'payment.contradiction' } });
    expect(recorded[4]!.id).toBe(recorded[2]!.id);
  });

  it('gives the number to the first of several reports in one call', async () => {
    const one = aRecord();
    const others = Array.from({ length: 50 }, (_, index) => ({
      ...one,
      money: cny(BigInt(index + 1)),
    }));
    const recorded = await record([one, ...others]);
    expect(results(recorded).filter((result) => result === 'created')).toHaveLength(1);
    expect(recorded[0]!.result).toBe('created');
  });

  it('leaves nothing of a transaction that fails, so that the number is free again', async () => {
    const one = aRecord();
    await expect(
      libs.inTransaction(async (tx) => {
        await libs.get(RecordPayments).run(tx, [one]);
        throw new Error('The connection broke.');
      }),
    ).rejects.toThrow('broke');
    expect(await countOf([one.sourceId])).toEqual({ payments: 0, keys: 0 });
    expect(results(await record([{ ...one, money: cny(1n) }]))).toEqual(['created']);
  });

  it('tells the rows that an import brought itself from rows that stood before', async () => {
    const [mine, theirs] = [aRecord(), aRecord()];
    const lines = { operationId: 'opn_1', lineNumbers: [2, 3, 9] };
    await record([theirs]);
    const rows = [mine, theirs, { ...mine }];
    expect(results(await record(rows, lines))).toEqual(['created', 'duplicate', 'duplicate']);
    expect(results(await record(rows, lines))).toEqual(['created', 'duplicate', 'duplicate']);
    expect(results(await record(rows, { ...lines, operationId: 'opn_2' }))).toEqual([
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
  });

  it('takes each row once when two calls bring the same thousand rows at once', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      aRecord({ payer: { id: `u_${String(index % 40)}` } }),
    );
    let attempts = 0;
    const together = new Barrier(2);
    const bring = async (order: PaymentRecord[]): Promise<string[]> =>
      libs.inTransaction(async (tx) => {
        attempts += 1;
        await together.arrive();
        return results(await libs.get(RecordPayments).run(tx, order));
      });
    const [one, other] = await Promise.all([bring(rows), bring([...rows].reverse())]);
    const created = [...one, ...other].filter((result) => result === 'created');
    const duplicates = [...one, ...other].filter((result) => result === 'duplicate');
    expect([created.length, duplicates.length, attempts]).toEqual([1_000, 1_000, 2]);
    expect(await countOf(rows.map(({ sourceId }) => sourceId))).toEqual({
      payments: 1_000,
      keys: 1_000,
    });
  });
});
