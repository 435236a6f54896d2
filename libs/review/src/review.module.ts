import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';

import { ApproveDecision } from './operations/approve-decision';
import { AssessClaim } from './operations/assess-claim';
import { AssessFacts } from './operations/assess-facts';
import { DecideClaim } from './operations/decide-claim';
import { FinaliseDecision } from './operations/finalise-decision';
import { AssessmentEntity } from './persistence/assessment.entity';
import { DecisionApprovalEntity } from './persistence/decision-approval.entity';
import { DecisionEntity } from './persistence/decision.entity';
import { ReviewQueries } from './review.queries';

export const REVIEW_ENTITIES = [AssessmentEntity, DecisionEntity, DecisionApprovalEntity];

@Module({
  imports: [TypeOrmModule.forFeature(REVIEW_ENTITIES), ClaimsModule, AuditModule],
  providers: [
    ReviewQueries,
    AssessFacts,
    FinaliseDecision,
    DecideClaim,
    AssessClaim,
    ApproveDecision,
  ],
  exports: [ReviewQueries, AssessFacts, DecideClaim, AssessClaim, ApproveDecision],
})
export class ReviewModule {}
