import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';

import type { Locale } from '../domain/letter/letter';
import { AssessmentEntity } from '../persistence/assessment.entity';
import { DecisionLetterEntity } from '../persistence/decision-letter.entity';
import type { DecisionEntity } from '../persistence/decision.entity';

/** All reads of letters, and of what only letters look at. */
@Injectable()
export class LetterQueries {
  /** The letter as it was issued; null as long as nobody has asked for it. */
  async issued(
    reads: Reads,
    decision: Pick<DecisionEntity, 'lane' | 'id'>,
    locale: Locale,
  ): Promise<DecisionLetterEntity | null> {
    const { lane, id: decisionId } = decision;
    return reads.findOneBy(DecisionLetterEntity, { lane, decisionId, locale });
  }

  /** What a decision stands on: what the pack said of the facts as they were. */
  async assessmentOf(
    reads: Reads,
    { lane, assessmentId: id }: Pick<DecisionEntity, 'lane' | 'assessmentId'>,
  ): Promise<AssessmentEntity> {
    return reads.findOneByOrFail(AssessmentEntity, { lane, id });
  }
}
