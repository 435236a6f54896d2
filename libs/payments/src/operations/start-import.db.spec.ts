import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { PaymentsModule } from '../payments.module';
import { PaymentQueries } from '../payments.queries';
import { StartImport } from './start-import';

const INPUT = {
  file: { sha256: 'a'.repeat(64), sizeBytes: 1_234 },
  fileName: '账单.csv',
  format: 'auto',
  payerMap: { oDemo: 'u_1001' },
} as const;

describe('StartImport', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const jobs = async (): Promise<unknown[]> =>
    libs.unitOfWork.reads.query(`SELECT data FROM bullmq.job WHERE queue = 'import-payments'`);

  it('leaves neither an operation nor a job behind when its transaction fails', async () => {
    let id = '';
    const attempt = libs.inTransaction(async (tx) => {
      ({ id } = await libs.get(StartImport).run(tx, actor, INPUT));
      throw new Error('The answer could not be stored.');
    });
    await expect(attempt).rejects.toThrow('could not be stored');
    expect(await libs.get(PaymentQueries).operation(libs.unitOfWork.reads, id)).toBeNull();
    expect(await jobs()).toEqual([]);
  });

  it('notes what is to be read, who wants it, and rings for the job', async () => {
    const { id } = await libs.inTransaction((tx) => libs.get(StartImport).run(tx, actor, INPUT));
    expect(await libs.get(PaymentQueries).operation(libs.unitOfWork.reads, id)).toMatchObject({
      kind: 'payments.import',
      status: 'queued',
      input: { sha256: INPUT.file.sha256, fileName: '账单.csv', format: 'auto' },
      done: 0n,
      total: 1_234n,
      unit: 'bytes',
      startedBy: actor.id,
    });
    expect(await jobs()).toEqual([{ data: { operationId: id } }]);
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, id);
    expect(records.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['payments.import_started', actor.id],
    ]);
  });
});
