import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';

import { LetterQueries } from './letter.queries';
import { DecisionLetters } from './letter/decision-letters';
import { LetterPress } from './letter/letter-press';
import { AwardQueries } from './award.queries';
import { FundQueries } from './fund.queries';
import { HandQueries } from './hand.queries';
import { AdjustReserve } from './operations/adjust-reserve';
import { ApproveDecision } from './operations/approve-decision';
import { AssessClaim } from './operations/assess-claim';
import { AssessFacts } from './operations/assess-facts';
import { CheckAward } from './operations/check-award';
import { DecideAutomatically } from './operations/decide-automatically';
import { CheckVerdict } from './operations/check-verdict';
import { DecideClaim } from './operations/decide-claim';
import { FinaliseDecision } from './operations/finalise-decision';
import { HandOnClaim } from './operations/hand-on-claim';
import { IssueLetter } from './operations/issue-letter';
import { NoteViewing } from './operations/note-viewing';
import { PlanDecision } from './operations/plan-decision';
import { RecallDecision } from './operations/recall-decision';
import { RequestInformation } from './operations/request-information';
import { SettleAward } from './operations/settle-award';
import { ShowDecision } from './operations/show-decision';
import { WeighAward } from './operations/weigh-award';
import { AssessmentEntity } from './persistence/assessment.entity';
import { AwardEntity } from './persistence/award.entity';
import { ClaimViewingEntity } from './persistence/claim-viewing.entity';
import { DecisionApprovalEntity } from './persistence/decision-approval.entity';
import { DecisionLetterEntity } from './persistence/decision-letter.entity';
import { DecisionRecallEntity } from './persistence/decision-recall.entity';
import { DecisionEntity } from './persistence/decision.entity';
import { QueueQueries } from './queue.queries';
import { ReviewQueries } from './review.queries';
import { RiskQueries } from './risk.queries';
import { ServiceDay } from './service-day';
import { ViewerQueries } from './viewers.queries';

export const REVIEW_ENTITIES = [
  AssessmentEntity,
  DecisionEntity,
  DecisionApprovalEntity,
  DecisionRecallEntity,
  AwardEntity,
  DecisionLetterEntity,
  ClaimViewingEntity,
];

const DECISIONS = [
  AwardQueries,
  HandQueries,
  FundQueries,
  WeighAward,
  CheckAward,
  CheckVerdict,
  ShowDecision,
  SettleAward,
  PlanDecision,
  RecallDecision,
];

const ASSESSMENT = [RiskQueries, AssessFacts, DecideAutomatically, AdjustReserve, HandOnClaim];

const QUEUE = [QueueQueries, ViewerQueries, ServiceDay, NoteViewing];

const LETTERS = [LetterQueries, DecisionLetters, LetterPress, IssueLetter];

@Module({
  imports: [TypeOrmModule.forFeature(REVIEW_ENTITIES), ClaimsModule, AuditModule],
  providers: [
    ReviewQueries,
    ...DECISIONS,
    ...ASSESSMENT,
    FinaliseDecision,
    DecideClaim,
    AssessClaim,
    ApproveDecision,
    RequestInformation,
    ...LETTERS,
    ...QUEUE,
  ],
  exports: [
    ReviewQueries,
    RiskQueries,
    AssessFacts,
    DecideClaim,
    AssessClaim,
    ApproveDecision,
    RequestInformation,
    RecallDecision,
    ShowDecision,
    ...LETTERS,
    ...QUEUE,
  ],
})
export class ReviewModule {}
