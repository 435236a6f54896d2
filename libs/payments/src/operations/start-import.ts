import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { OperationProgress, enqueue } from '@app/platform';
import type { Actor, OperationEntity, StoredFile, Tx } from '@app/platform';

import type { ImportFormat } from '../domain/importers';
import { importPaymentsJob } from '../payments.jobs';

export interface ImportInput {
  readonly file: StoredFile;
  readonly fileName: string;
  readonly format: ImportFormat;
  /** Payer ids by the openid that a bill names. */
  readonly payerMap: Readonly<Record<string, string>>;
}

/** Accepts a file of payments; a job reads it. The answer names the operation to ask about. */
@Injectable()
export class StartImport {
  constructor(
    private readonly audit: AuditTrail,
    private readonly progress: OperationProgress,
  ) {}

  async run(tx: Tx, actor: Actor, input: ImportInput): Promise<OperationEntity> {
    const operation = await this.progress.open(tx, {
      kind: 'payments.import',
      input: {
        sha256: input.file.sha256,
        fileName: input.fileName,
        format: input.format,
        payerMap: input.payerMap,
      },
      total: BigInt(input.file.sizeBytes),
      unit: 'bytes',
      startedBy: actor.id,
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'payments.import_started',
      objectId: operation.id,
      facts: { sha256: input.file.sha256, format: input.format },
    });
    await enqueue(tx, importPaymentsJob, { operationId: operation.id });
    return operation;
  }
}
