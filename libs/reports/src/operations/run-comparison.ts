import { Injectable } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';
import { OperationProgress, UnitOfWork } from '@app/platform';
import { PackComparison, PackLibrary } from '@app/programs';
import type { ComparisonResult, Pack } from '@app/programs';

import { comparedClaims, countClaims } from '../compared-claims';
import type { ComparedSpan } from '../compared-claims';
import type { PackName } from './start-comparison';

const PROGRESS_EVERY_MS = 1_000;

interface Input {
  readonly a: PackName;
  readonly b: PackName;
  readonly from: string | null;
  readonly to: string | null;
}

/** Puts the claims of a span before two packs, and keeps what would change as the result. */
@Injectable()
export class RunComparison {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly packs: PackLibrary,
    private readonly progress: OperationProgress,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and to run twice at once: it only reads, and the first to end is kept. */
  async run({ operationId }: { operationId: string }): Promise<void> {
    const begun = await this.progress.begin(operationId, 'comparing');
    if (begun === null) return;
    const input = begun.input as unknown as Input;
    try {
      await this.packs.refresh(this.unitOfWork.reads);
      const a = this.packs.get(input.a.packId, input.a.version);
      const b = this.packs.get(input.b.packId, input.b.version);
      const result = await this.compare(operationId, [a, b], spanOf(input));
      await this.progress.finish(operationId, {
        status: 'succeeded',
        result: withoutTexts(result) as unknown as Record<string, unknown>,
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      await this.progress.finish(operationId, {
        status: 'failed',
        problem: { code: error.code, texts: error.text, details: error.details },
      });
    }
  }

  private async compare(
    operationId: string,
    [a, b]: readonly [Pack, Pack],
    span: ComparedSpan,
  ): Promise<ComparisonResult> {
    const { reads } = this.unitOfWork;
    await this.progress.tell(operationId, { total: await countClaims(reads, span) });
    const comparison = new PackComparison(a, b);
    let done = 0n;
    let toldAtMs = this.clock.now().getTime();
    for await (const claims of comparedClaims(reads, span)) {
      for (const claim of claims) comparison.take(claim);
      done += BigInt(claims.length);
      const nowMs = this.clock.now().getTime();
      if (nowMs - toldAtMs < PROGRESS_EVERY_MS) continue;
      toldAtMs = nowMs;
      await this.progress.tell(operationId, { done });
    }
    await this.progress.tell(operationId, { done });
    return comparison.result();
  }
}

function spanOf({ a, b, from, to }: Input): ComparedSpan {
  return {
    packIds: [...new Set([a.packId, b.packId])],
    from: from === null ? null : new Date(from),
    to: to === null ? null : new Date(to),
  };
}

/** Texts about malformed facts quote them. A result is read by more people than a case. */
function withoutTexts(result: ComparisonResult): object {
  const examples = result.refused.examples.map(({ reference, a, b }) => ({
    reference,
    a: a?.field ?? null,
    b: b?.field ?? null,
  }));
  return { ...result, refused: { ...result.refused, examples } };
}
