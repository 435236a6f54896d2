import { Money } from '@app/money';

import { aRecord, aRefundOf } from '../../../../test/support/payment-records';
import { TestLibs } from '../../../../test/support/test-libs';
import type { PaymentRecord, RefundRecord } from '../domain/importers';
import { PaymentsModule } from '../payments.module';
import { PaymentQueries } from '../payments.queries';
import type { PaymentEntity } from '../persistence/payment.entity';
import { ChangeClaimed } from './change-claimed';
import { RecordPayments } from './record-payments';
import { RecordRefund } from './record-refund';
import type { ImportedLine, RefundOutcome } from './record-refund';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('RecordRefund', () => {
  let libs: TestLibs;
  let payment: PaymentRecord;
  let id: string;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
  });
  beforeEach(async () => {
    payment = aRecord();
    const [recorded] = await libs.inTransaction((tx) =>
      libs.get(RecordPayments).run(tx, [payment]),
    );
    id = recorded!.id!;
  });
  afterAll(async () => {
    await libs.stop();
  });

  const refund = async (
    report: RefundRecord,
    line: ImportedLine | null = null,
  ): Promise<RefundOutcome> =>
    libs.inTransaction((tx) => libs.get(RecordRefund).run(tx, report, line));

  const paymentNow = async (): Promise<PaymentEntity> =>
    (await libs.get(PaymentQueries).byId(libs.unitOfWork.reads, id))!;

  it('notes a part that went back, then the rest', async () => {
    expect(await refund(aRefundOf(payment))).toBe('created');
    expect(await paymentNow()).toMatchObject({ status: 'partly_refunded', refundedMinor: 5_000n });
    expect(await refund(aRefundOf(payment, { money: cny(14_900n) }))).toBe('created');
    expect(await paymentNow()).toMatchObject({ status: 'refunded', refundedMinor: 19_900n });
  });

  it.each<[RefundRecord['status'], RefundOutcome, bigint]>([
    ['succeeded', 'created', 5_000n],
    ['processing', 'created', 5_000n],
    [undefined, 'created', 5_000n],
    ['failed', 'ignored', 0n],
    ['abnormal', 'ignored', 0n],
  ])('takes a refund whose state is %s as %s', async (status, outcome, refundedMinor) => {
    const report = aRefundOf(payment, status === undefined ? {} : { status });
    expect(await refund(report)).toBe(outcome);
    expect(await paymentNow()).toMatchObject({ refundedMinor });
  });

  it('counts a refund that is reported again once', async () => {
    const report = aRefundOf(payment);
    await refund(report);
    expect(await refund({ ...report })).toBe('duplicate');
    expect(await paymentNow()).toMatchObject({ refundedMinor: 5_000n });
  });

  it('knows the row of its own import when the import is run again', async () => {
    const report = aRefundOf(payment);
    const line = { operationId: 'opn_1', lineNumber: 7 };
    expect(await refund(report, line)).toBe('created');
    expect(await refund(report, line)).toBe('created');
    expect(await refund(report, { ...line, lineNumber: 8 })).toBe('duplicate');
    expect(await refund(report, { ...line, operationId: 'opn_2' })).toBe('duplicate');
    expect(await paymentNow()).toMatchObject({ refundedMinor: 5_000n });
  });

  it.each<[string, (known: PaymentRecord) => RefundRecord, string]>([
    [
      'of a payment that is not known',
      (known) => aRefundOf(known, { paymentSourceId: 'unknown' }),
      'import.refund_without_payment',
    ],
    [
      'of another source',
      (known) => aRefundOf(known, { source: 'other-bank' }),
      'import.refund_without_payment',
    ],
    [
      'of more than was paid',
      (known) => aRefundOf(known, { money: cny(19_901n) }),
      'import.refund_exceeds_payment',
    ],
    [
      'in another currency',
      (known) => aRefundOf(known, { money: Money.of(1n, 'JPY') }),
      'money.currency_mismatch',
    ],
    ['of nothing', (known) => aRefundOf(known, { money: cny(0n) }), 'import.refund_not_positive'],
    [
      'of less than nothing',
      (known) => aRefundOf(known, { money: cny(-1n) }),
      'import.refund_not_positive',
    ],
  ])('refuses a refund %s', async (_what, report, code) => {
    await expect(refund(report(payment))).rejects.toMatchObject({ kind: 'unprocessable', code });
    expect(await paymentNow()).toMatchObject({ status: 'settled', refundedMinor: 0n });
  });

  it('refuses a refund whose number is known with another amount', async () => {
    const report = aRefundOf(payment);
    await refund(report);
    await expect(refund({ ...report, money: cny(1n) })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'import.refund_conflict',
    });
  });

  it('refuses parts that together exceed the payment', async () => {
    await refund(aRefundOf(payment, { money: cny(19_000n) }));
    await expect(refund(aRefundOf(payment, { money: cny(901n) }))).rejects.toMatchObject({
      code: 'import.refund_exceeds_payment',
    });
  });

  it('notes a refund also when the money is claimed, because it did go back', async () => {
    const claimed = [{ paymentId: id, money: cny(19_900n) }];
    await libs.inTransaction((tx) => libs.get(ChangeClaimed).reserve(tx, claimed));
    await refund(aRefundOf(payment));
    expect(await paymentNow()).toMatchObject({ refundedMinor: 5_000n, claimedMinor: 19_900n });
  });

  it('counts each of twenty refunds at once, and one report twenty times once', async () => {
    const reports = Array.from({ length: 20 }, () => aRefundOf(payment, { money: cny(100n) }));
    const same = Array.from({ length: 20 }, () => reports[0]!);
    const outcomes = await Promise.all([...reports, ...same].map((report) => refund(report)));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(20);
    expect(await paymentNow()).toMatchObject({ refundedMinor: 2_000n });
  });
});
