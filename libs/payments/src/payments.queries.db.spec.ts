import { HOUSE_LANE, newId } from '@app/kernel';
import { OperationEntity, OperationRejectionEntity } from '@app/platform';

import { aRecord } from '../../../test/support/payment-records';
import { TestLibs } from '../../../test/support/test-libs';
import { RecordPayments } from './operations/record-payments';
import { PaymentsModule } from './payments.module';
import { PaymentQueries } from './payments.queries';
import type { PaymentFilter } from './payments.queries';

describe('PaymentQueries', () => {
  let libs: TestLibs;
  let queries: PaymentQueries;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
    queries = libs.get(PaymentQueries);
  });
  afterAll(async () => {
    await libs.stop();
  });

  const record = async (payer: string, sourceId: string): Promise<string> => {
    const [payment] = await libs.inTransaction((tx) =>
      libs.get(RecordPayments).run(tx, [aRecord({ payer: { id: payer }, sourceId })]),
    );
    return payment!.id!;
  };
  const idsOf = async (filter: PaymentFilter, limit = 20, after?: string): Promise<string[]> => {
    const page = { limit, ...(after === undefined ? {} : { after }) };
    const payments = await queries.list(libs.unitOfWork.reads, filter, page);
    return payments.map(({ id }) => id);
  };

  it('lists payments newest first, of one payer or of all, page by page', async () => {
    const oldest = await record('u_1', 'a');
    const others = await record('u_2', 'b');
    const newest = await record('u_1', 'c');
    expect(await idsOf({})).toEqual([newest, others, oldest]);
    expect(await idsOf({ payerId: 'u_1' })).toEqual([newest, oldest]);
    expect(await idsOf({ sourceId: 'b' })).toEqual([others]);
    expect(await idsOf({ payerId: 'u_1', sourceId: 'b' })).toEqual([]);
    expect(await idsOf({ payerId: 'u_3' })).toEqual([]);
    expect(await idsOf({}, 20, others)).toEqual([oldest]);
  });

  it('reads one row more than a page holds, so that its reader knows of the next', async () => {
    await record('u_4', 'd');
    await record('u_4', 'e');
    await record('u_4', 'f');
    expect(await idsOf({ payerId: 'u_4' }, 1)).toHaveLength(2);
  });

  it('finds those of some payments that a payer made, in the order asked for', async () => {
    const [one, theirs, other] = [
      await record('u_5', 'g'),
      await record('u_6', 'h'),
      await record('u_5', 'i'),
    ];
    const asked = [other, theirs, newId('pmt', 0), one, other];
    const found = await queries.ofPayer(libs.unitOfWork.reads, 'u_5', asked);
    expect(found.map((payment) => payment?.id ?? null)).toEqual([other, null, null, one, other]);
  });

  it.each(['', 'pmt_x', 'clm_01h455vb4pex5vsknk084sn02q', 'pmt_01h455vb4pex5vsknk084sn02q'])(
    'finds no payment by %j',
    async (id) => {
      expect(await queries.byId(libs.unitOfWork.reads, id)).toBeNull();
    },
  );

  it.each(['', 'opn_x', 'opn_01h455vb4pex5vsknk084sn02q'])(
    'finds no operation by %j',
    async (id) => {
      expect(await queries.operation(libs.unitOfWork.reads, id)).toBeNull();
    },
  );

  it('reads all bad rows of an import in the order of the file, also two of one line', async () => {
    const operationId = newId('opn', HOUSE_LANE);
    const now = libs.clock.now();
    const rows = Array.from({ length: 2_500 }, (_, index) => ({
      operationId,
      lineNumber: BigInt(Math.floor(index / 2)),
      reasonCode: index % 2 === 0 ? 'import.a' : 'import.b',
      reason: { en: 'bad', 'zh-CN': '错' },
      raw: 'row',
    }));
    await libs.inTransaction(async (tx) => {
      await tx.insert(OperationEntity, {
        id: operationId,
        kind: 'payments.import',
        status: 'succeeded',
        input: {},
        unit: 'bytes',
        phase: 'finished',
        startedBy: 'test',
        createdAt: now,
        updatedAt: now,
      });
      await tx.insert(OperationRejectionEntity, rows);
    });
    const found: string[] = [];
    for await (const row of queries.rejections(libs.unitOfWork.reads, operationId)) {
      found.push(`${String(row.lineNumber)} ${row.reasonCode}`);
    }
    expect(found).toEqual(
      rows.map(({ lineNumber, reasonCode }) => `${String(lineNumber)} ${reasonCode}`),
    );
  });
});
