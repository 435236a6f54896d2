import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { OperationProgress, enqueue } from '@app/platform';
import type { Actor, OperationEntity, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { requireSpan } from '../comparison-span';
import { comparePacksJob } from '../reports.jobs';

export interface PackName {
  readonly packId: string;
  readonly version: string;
}

export interface ComparisonInput {
  readonly a: PackName;
  readonly b: PackName;
  /** Claims filed at or after, and before; `null` is open. */
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Accepts a comparison of two packs over our claims; a job does it, and the answer names it. */
@Injectable()
export class StartComparison {
  constructor(
    private readonly packs: PackLibrary,
    private readonly audit: AuditTrail,
    private readonly progress: OperationProgress,
  ) {}

  /** Refuses a pack that does not exist, and a span that ends before it begins. */
  async run(tx: Tx, actor: Actor, { a, b, from, to }: ComparisonInput): Promise<OperationEntity> {
    requireSpan({ from, to });
    await this.packs.refresh(tx);
    for (const { packId, version } of [a, b]) this.packs.get(packId, version);
    const input = { a, b, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
    const operation = await this.progress.open(tx, {
      kind: 'programs.compare',
      input,
      total: null,
      unit: 'claims',
      startedBy: actor.id,
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'program.comparison_started',
      objectId: operation.id,
      facts: input,
    });
    await enqueue(tx, comparePacksJob, { operationId: operation.id });
    return operation;
  }
}
