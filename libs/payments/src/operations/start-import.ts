import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { OperationEntity, enqueue } from '@app/platform';
import type { Actor, StoredFile, Tx } from '@app/platform';

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
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, actor: Actor, input: ImportInput): Promise<OperationEntity> {
    const now = this.clock.now();
    const operation: OperationEntity = {
      id: newId('opn', HOUSE_LANE),
      kind: 'payments.import',
      status: 'queued',
      input: {
        sha256: input.file.sha256,
        fileName: input.fileName,
        format: input.format,
        payerMap: input.payerMap,
      },
      done: 0n,
      total: BigInt(input.file.sizeBytes),
      unit: 'bytes',
      phase: 'waiting',
      result: null,
      problem: null,
      startedBy: actor.id,
      createdAt: now,
      updatedAt: now,
    };
    await tx.insert(OperationEntity, operation as never);
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
