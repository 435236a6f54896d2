import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';
import type { Signal } from '@app/programs';
import { RiskQueries, notRun, wordsOf } from '@app/review';
import type { AssessmentEntity, RelatedClaim } from '@app/review';

/** Shows the signals about a claim in words, with the claims that they come from. */
@Injectable()
export class RiskPresenter {
  constructor(private readonly risk: RiskQueries) {}

  /**
   * As they were when the claim was last assessed: what the recommendation rests on. Reviewers,
   * approvers and auditors see every claim, so that none of the related ones is held back.
   */
  async present(reads: Reads, assessment: AssessmentEntity): Promise<object> {
    const { id, assessedAt, qaSample, result } = assessment;
    const { signals, recommendation } = result;
    const related = await this.risk.related(
      reads,
      signals.flatMap(({ source = [] }) => source),
    );
    return {
      assessmentId: id,
      assessedAt: assessedAt.toISOString(),
      recommendation,
      qaSample,
      signals: signals.map((signal) => presentSignal(signal, related)),
      notRun: notRun(signals),
    };
  }
}

function presentSignal(signal: Signal, related: readonly RelatedClaim[]): object {
  const { code, version = 1, value, threshold, direction, clean, speaksFor, source = [] } = signal;
  return {
    code,
    version,
    value,
    threshold,
    direction,
    clean,
    ...(speaksFor === undefined ? {} : { speaksFor }),
    ...wordsOf(signal),
    source,
    claims: related.filter(({ id }) => source.includes(id)),
  };
}
