import type { Readable } from 'node:stream';

import { Injectable } from '@nestjs/common';

import { Clock, DomainError, LANE_COUNT } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { FileStore, OperationProgress, OperationRejectionEntity, UnitOfWork } from '@app/platform';
import type { OperationEntity, Tx } from '@app/platform';
import { In } from 'typeorm';

import { readPayments } from '../domain/importers';
import type {
  ImportFormat,
  ImportedRefund,
  ImportedRejection,
  ImportedRow,
  PaymentRecord,
} from '../domain/importers';
import { laneOfPayment } from '../domain/payment-content';
import { RecordPayments } from './record-payments';
import { RecordRefund } from './record-refund';

const ROWS_PER_COMMIT = 1_000;
const PROGRESS_EVERY_MS = 1_000;

interface Counts {
  accepted: number;
  duplicates: number;
  rejected: number;
  ignored: number;
}

interface Input {
  readonly sha256: string;
  readonly format: ImportFormat;
  readonly payerMap: Readonly<Record<string, string>>;
}

/** Whose import it is, and which. */
type Import = Pick<OperationEntity, 'id' | 'startedBy'>;

/**
 * Reads an uploaded file of payments to its end. Good rows are committed in batches of one lane
 * each, bad rows are kept with their line number and reason. Memory does not grow with the file.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly progress: OperationProgress,
    private readonly recordPayments: RecordPayments,
    private readonly recordRefund: RecordRefund,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat and to run twice at once: rows are known by their natural keys. A file that
   * cannot be read as payments ends the operation as failed; anything else is thrown, so that the
   * job is tried again.
   */
  async run({ operationId }: { operationId: string }): Promise<void> {
    const begun = await this.progress.begin(operationId, 'reading');
    if (begun === null) return;
    const { sha256, format, payerMap } = begun.input as unknown as Input;
    const batches = new Batches(begun, this);
    try {
      if (!(await this.files.has(sha256))) throw fileMissing(sha256);
      const chunks = this.counted(this.files.read(sha256), operationId);
      for await (const row of readPayments(chunks, { format, payerMap })) await batches.take(row);
      await batches.flush();
      await this.progress.finish(operationId, {
        status: 'succeeded',
        result: { ...batches.counts },
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      await this.progress.finish(operationId, {
        status: 'failed',
        result: { ...batches.counts },
        problem: { code: error.code, texts: error.text, details: error.details },
      });
    }
  }

  /** Passes the file's bytes on and writes down now and then how many went by. */
  private async *counted(content: Readable, operationId: string): AsyncGenerator<Uint8Array> {
    let done = 0n;
    let toldAtMs = this.clock.now().getTime();
    for await (const chunk of content as AsyncIterable<Buffer>) {
      yield chunk;
      done += BigInt(chunk.length);
      const nowMs = this.clock.now().getTime();
      if (nowMs - toldAtMs < PROGRESS_EVERY_MS) continue;
      toldAtMs = nowMs;
      await this.progress.tell(operationId, { done });
    }
    await this.progress.tell(operationId, { done });
  }

  /** Commits a batch of payments of one lane. */
  async commitPayments(
    { id: operationId, startedBy: by }: Import,
    lines: readonly NumberedPayment[],
    counts: Counts,
  ): Promise<ImportedRejection[]> {
    const lineNumbers = lines.map(({ lineNumber }) => lineNumber);
    const outcomes = await this.unitOfWork.transaction((tx) =>
      this.recordPayments.run(
        tx,
        lines.map(({ payment }) => payment),
        { by, lines: { operationId, lineNumbers } },
      ),
    );
    const rejections: ImportedRejection[] = [];
    outcomes.forEach((recorded, index) => {
      if (recorded.problem !== undefined) {
        rejections.push(rejection(lineNumbers[index] ?? 0, recorded.problem, recorded.sourceId));
      } else if (recorded.result === 'created') counts.accepted += 1;
      else counts.duplicates += 1;
    });
    return rejections;
  }

  /** Commits refunds one by one: each is about a payment of its own lane. */
  async commitRefund(
    operationId: string,
    row: ImportedRefund,
    counts: Counts,
  ): Promise<ImportedRejection | null> {
    try {
      const { refund, lineNumber } = row;
      const result = await this.unitOfWork.transaction(async (tx) => {
        const outcome = await this.recordRefund.run(tx, refund, { operationId, lineNumber });
        await forgetUnknownPayments(tx, operationId, [lineNumber]);
        return outcome;
      });
      if (result === 'created') counts.accepted += 1;
      else if (result === 'duplicate') counts.duplicates += 1;
      else counts.ignored += 1;
      return null;
    } catch (error) {
      if (error instanceof DomainError)
        return rejection(row.lineNumber, error, row.refund.refundId);
      throw error;
    }
  }

  async commitRejections(operationId: string, rows: readonly ImportedRejection[]): Promise<void> {
    const lineNumbers = rows.map(({ lineNumber }) => lineNumber);
    await this.unitOfWork.transaction(async (tx) => {
      await forgetUnknownPayments(tx, operationId, lineNumbers);
      await tx
        .createQueryBuilder()
        .insert()
        .into(OperationRejectionEntity)
        .values(
          rows.map((row) => ({
            operationId,
            lineNumber: BigInt(row.lineNumber),
            reasonCode: row.reasonCode,
            reason: row.reason,
            raw: row.raw,
          })),
        )
        .orIgnore()
        .execute();
    });
  }
}

/**
 * An earlier run that died may have refused a refund whose payment has come in since. No other
 * reason for a refusal can go away.
 */
async function forgetUnknownPayments(
  tx: Tx,
  operationId: string,
  lineNumbers: readonly number[],
): Promise<void> {
  await tx.delete(OperationRejectionEntity, {
    operationId,
    lineNumber: In(lineNumbers.map((line) => BigInt(line))),
    reasonCode: 'import.refund_without_payment',
  });
}

function fileMissing(sha256: string): DomainError {
  return new DomainError(
    'not_found',
    'import.file_missing',
    {
      en: 'The uploaded file is not in the file store of this machine. Upload it again.',
      'zh-CN': '本机文件库中没有该上传文件，请重新上传。',
    },
    { saw: sha256 },
  );
}

interface NumberedPayment {
  readonly lineNumber: number;
  readonly payment: PaymentRecord;
}

/** Rows that wait to be committed, bounded in number: payments by lane, refunds, rejections. */
class Batches {
  readonly counts: Counts = { accepted: 0, duplicates: 0, rejected: 0, ignored: 0 };
  private readonly payments: NumberedPayment[][] = Array.from({ length: LANE_COUNT }, () => []);
  private refunds: ImportedRefund[] = [];
  private rejections: ImportedRejection[] = [];

  constructor(
    private readonly operation: Import,
    private readonly runImport: RunImport,
  ) {}

  async take(row: ImportedRow): Promise<void> {
    if (row.kind === 'payment') await this.takePayment(row);
    else if (row.kind === 'refund') {
      this.refunds.push(row);
      if (this.refunds.length >= ROWS_PER_COMMIT) await this.flush();
    } else if (row.kind === 'rejected') await this.reject([row]);
  }

  /** Payments go before refunds: a refund may be about a payment that still waits. */
  async flush(): Promise<void> {
    for (let lane = 0; lane < LANE_COUNT; lane += 1) await this.flushLane(lane);
    for (const refund of this.refunds) {
      const rejected = await this.runImport.commitRefund(this.operation.id, refund, this.counts);
      if (rejected !== null) await this.reject([rejected]);
    }
    this.refunds = [];
    await this.flushRejections();
  }

  private async takePayment(row: NumberedPayment): Promise<void> {
    const lane = laneOfPayment(row.payment);
    const waiting = this.payments[lane];
    waiting?.push(row);
    if (waiting !== undefined && waiting.length >= ROWS_PER_COMMIT) await this.flushLane(lane);
  }

  private async flushLane(lane: Lane): Promise<void> {
    const lines = this.payments[lane] ?? [];
    if (lines.length === 0) return;
    this.payments[lane] = [];
    await this.reject(await this.runImport.commitPayments(this.operation, lines, this.counts));
  }

  private async reject(rows: readonly ImportedRejection[]): Promise<void> {
    this.counts.rejected += rows.length;
    this.rejections.push(...rows);
    if (this.rejections.length >= ROWS_PER_COMMIT) await this.flushRejections();
  }

  private async flushRejections(): Promise<void> {
    if (this.rejections.length === 0) return;
    await this.runImport.commitRejections(this.operation.id, this.rejections);
    this.rejections = [];
  }
}

function rejection(lineNumber: number, problem: DomainError, raw: string): ImportedRejection {
  return { kind: 'rejected', lineNumber, reasonCode: problem.code, reason: problem.text, raw };
}
