import { Readable } from 'node:stream';

import { FileStore, OperationEntity, OperationRejectionEntity } from '@app/platform';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { DEMO_PAYER_MAP } from '../../../../test/support/wechat-trade-bill/bill-payers';
import { billEntries } from '../../../../test/support/wechat-trade-bill/generate-bill';
import type { BillEntry } from '../../../../test/support/wechat-trade-bill/generate-bill';
import type { ImportFormat } from '../domain/importers';
import { importPaymentsJob } from '../payments.jobs';
import { PaymentsModule } from '../payments.module';
import { PaymentQueries } from '../payments.queries';
import { RunImport } from './run-import';
import { StartImport } from './start-import';

const MEGABYTE = 1_024 * 1_024;
const ENTRIES = [...billEntries({ seed: 3, day: '2026-03-01', rows: 120 })];
const ROWS = ENTRIES.filter(({ facts }) => facts !== undefined);
const PAYMENTS = ROWS.filter(({ facts }) => facts?.state === 'SUCCESS');
const REFUNDS = ROWS.filter(({ facts }) => facts?.state !== 'SUCCESS');

const textOf = (entries: readonly BillEntry[]): string =>
  entries.map(({ line }) => `${line}\n`).join('');

/** The bill with two rows once more and two that make no sense, in place of its totals. */
const BILL = textOf([
  ...ENTRIES.slice(0, -2),
  PAYMENTS[0]!,
  REFUNDS[0]!,
  { line: 'not,a,row' },
  { line: PAYMENTS[1]!.line.replace('SUCCESS', 'EXPLODED') },
]);
const RESULT = { accepted: 120, duplicates: 2, rejected: 3, ignored: 0 };
const REJECTIONS = [
  '124 import.not_a_bill_row',
  '125 import.summary_missing',
  '125 import.unknown_value',
];

interface Outcome {
  readonly status: string;
  readonly result: unknown;
  readonly rejections: string[];
}

class Imports {
  private constructor(readonly libs: TestLibs) {}

  static async start(): Promise<Imports> {
    return new Imports(await TestLibs.start({ imports: [PaymentsModule] }));
  }

  async begin(text: string, format: ImportFormat = 'auto'): Promise<string> {
    const content = Readable.from([Buffer.from(text, 'utf8')]);
    const file = await this.libs.get(FileStore).put(content, MEGABYTE);
    const input = { file, fileName: 'bill.csv', format, payerMap: DEMO_PAYER_MAP };
    const { id } = await this.libs.inTransaction((tx) =>
      this.libs.get(StartImport).run(tx, anActor('operator'), input),
    );
    return id;
  }

  async run(operationId: string): Promise<void> {
    await this.libs.get(RunImport).run({ operationId });
  }

  async operation(operationId: string): Promise<OperationEntity> {
    const { reads } = this.libs.unitOfWork;
    return (await this.libs.get(PaymentQueries).operation(reads, operationId))!;
  }

  async outcome(operationId: string): Promise<Outcome> {
    const { status, result } = await this.operation(operationId);
    const rejections: string[] = [];
    const { reads } = this.libs.unitOfWork;
    for await (const row of this.libs.get(PaymentQueries).rejections(reads, operationId)) {
      rejections.push(`${String(row.lineNumber)} ${row.reasonCode}`);
    }
    return { status, result, rejections };
  }

  async count(table: 'payments' | 'payment_refunds'): Promise<number> {
    const [row] = await this.libs.unitOfWork.reads.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    return row!.count;
  }

  /** From now on the database breaks down when a row comes that satisfies `when`. */
  async breakOn(table: string, event: 'INSERT' | 'UPDATE', when: string): Promise<void> {
    const admin = await this.libs.connectAs(null);
    await admin.query(`
      CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the power went out'; END $$;
      CREATE TRIGGER break_down BEFORE ${event} ON ${table} FOR EACH ROW WHEN (${when})
        EXECUTE FUNCTION break_down()`);
  }

  async mend(): Promise<void> {
    const admin = await this.libs.connectAs(null);
    await admin.query('DROP FUNCTION break_down CASCADE');
  }
}

describe('an import', () => {
  let imports: Imports;

  beforeEach(async () => {
    imports = await Imports.start();
  });
  afterEach(async () => {
    await imports.libs.stop();
  });

  it('takes good rows over, and keeps bad ones with their lines and reasons', async () => {
    const id = await imports.begin(BILL);
    expect((await imports.operation(id)).status).toBe('queued');
    await imports.run(id);
    expect(await imports.outcome(id)).toEqual({
      status: 'succeeded',
      result: RESULT,
      rejections: REJECTIONS,
    });
    expect(await imports.count('payments')).toBe(PAYMENTS.length);
    expect(await imports.count('payment_refunds')).toBe(REFUNDS.length);
    const operation = await imports.operation(id);
    expect(operation).toMatchObject({ phase: 'finished', done: operation.total });
  });

  it('finds nothing wrong with a whole bill', async () => {
    const id = await imports.begin(textOf(ENTRIES));
    await imports.run(id);
    const { result } = await imports.operation(id);
    expect(result).toEqual({ accepted: 120, duplicates: 0, rejected: 0, ignored: 0 });
  });

  it('counts a file that was imported before as duplicates', async () => {
    await imports.run(await imports.begin(BILL));
    const again = await imports.begin(BILL);
    await imports.run(again);
    const { result } = await imports.operation(again);
    expect(result).toMatchObject({ accepted: 0, duplicates: 122, rejected: 3 });
  });

  it.each([
    ['a payment', 'payments', 'INSERT', `NEW.source_id = '${PAYMENTS[80]!.facts!.orderId}'`],
    ['a refund', 'payment_refunds', 'INSERT', `NEW.operation_line > 90`],
    ['a bad row', 'operation_rejections', 'INSERT', 'NEW.line_number = 125'],
    ['the end', 'operations', 'UPDATE', `NEW.phase = 'finished'`],
  ] as const)(
    'that dies at %s and is run again ends as if nothing had happened',
    async (_what, table, event, when) => {
      const id = await imports.begin(BILL);
      await imports.breakOn(table, event, when);
      await expect(imports.run(id)).rejects.toThrow('the power went out');
      expect(await imports.count('payments')).toBeGreaterThan(0);
      expect((await imports.operation(id)).status).toBe('running');
      await imports.mend();
      await imports.run(id);
      expect(await imports.outcome(id)).toEqual({
        status: 'succeeded',
        result: RESULT,
        rejections: REJECTIONS,
      });
      expect(await imports.count('payments')).toBe(PAYMENTS.length);
    },
  );

  it('that runs twice at once counts each row once', async () => {
    const id = await imports.begin(BILL);
    await Promise.all([imports.run(id), imports.run(id)]);
    expect(await imports.outcome(id)).toEqual({
      status: 'succeeded',
      result: RESULT,
      rejections: REJECTIONS,
    });
    expect(await imports.count('payments')).toBe(PAYMENTS.length);
    expect(await imports.count('payment_refunds')).toBe(REFUNDS.length);
  });

  it('that is over stays as it is when a late job runs it again', async () => {
    const id = await imports.begin(BILL);
    await imports.run(id);
    const before = await imports.operation(id);
    await imports.run(id);
    expect(await imports.operation(id)).toEqual(before);
  });

  it('takes a row that it refused before it died, if its payment has come in', async () => {
    const refund = REFUNDS.find(({ facts }) => facts?.state === 'REFUND')!;
    const payment = PAYMENTS.find(({ facts }) => facts?.orderId === refund.facts?.orderId)!;
    const id = await imports.begin(textOf([ENTRIES[0]!, refund]));
    await imports.breakOn('operations', 'UPDATE', `NEW.phase = 'finished'`);
    await expect(imports.run(id)).rejects.toThrow('the power went out');
    expect((await imports.outcome(id)).rejections).toEqual([
      '2 import.refund_without_payment',
      '2 import.summary_missing',
    ]);
    await imports.mend();
    await imports.run(await imports.begin(textOf([ENTRIES[0]!, payment])));
    await imports.run(id);
    expect(await imports.outcome(id)).toMatchObject({
      result: { accepted: 1, rejected: 1 },
      rejections: ['2 import.summary_missing'],
    });
  });

  it.each<[string, string, ImportFormat, string]>([
    ['is empty', '', 'auto', 'import.empty_file'],
    ['is of a kind that nobody knows', 'Hello, world!\n', 'auto', 'import.unknown_format'],
    ['is of a kind that we cannot read yet', BILL, 'camt.053', 'import.format_not_supported'],
  ])('fails for good, with its reason, if the file %s', async (_what, text, format, code) => {
    const id = await imports.begin(text, format);
    await imports.run(id);
    const { status, problem, result } = await imports.operation(id);
    expect({ status, problem, result }).toMatchObject({
      status: 'failed',
      problem: { code, texts: { en: expect.any(String) as string } },
      result: { accepted: 0, rejected: 0 },
    });
  });

  it('fails for good if the file is not on this machine', async () => {
    const id = await imports.begin(BILL);
    await imports.libs.inTransaction((tx) =>
      tx.update(
        OperationEntity,
        { id },
        { input: { sha256: 'f'.repeat(64), format: 'auto', payerMap: {} } },
      ),
    );
    await imports.run(id);
    expect(await imports.operation(id)).toMatchObject({
      status: 'failed',
      problem: { code: 'import.file_missing' },
    });
  });

  it('does nothing for an operation that does not exist', async () => {
    await imports.run('opn_01h455vb4pex5vsknk084sn02q');
    expect(await imports.libs.unitOfWork.reads.count(OperationRejectionEntity)).toBe(0);
  });

  it('is due again when it has been silent for a minute, the oldest first', async () => {
    const { libs } = imports;
    const due = async (): Promise<string[]> =>
      (await importPaymentsJob.findDue(libs.unitOfWork.reads, libs.clock.now(), 10)).map(
        ({ operationId }) => operationId,
      );
    const first = await imports.begin(BILL);
    libs.clock.moveOn(30_000);
    const second = await imports.begin(BILL);
    expect(await due()).toEqual([]);
    libs.clock.moveOn(31_000);
    expect(await due()).toEqual([first]);
    libs.clock.moveOn(30_000);
    expect(await due()).toEqual([first, second]);
    await imports.run(first);
    expect(await due()).toEqual([second]);
  });
});
