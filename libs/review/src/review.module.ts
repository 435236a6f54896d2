import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';

import { LetterQueries } from './letter/letter.queries';
import { DecisionLetters } from './letter/decision-letters';
import { LetterPress } from './letter/letter-press';
import { AwardCheck } from './decision/award-check';
import { AwardWeigher } from './decision/award-weigher';
import { AwardQueries } from './decision/award.queries';
import { DecisionPlanner } from './decision/decision-planner';
import { DecisionPreview } from './decision/decision-preview';
import { FundQueries } from './decision/fund.queries';
import { AskableItems } from './askable-items';
import { HandQueries } from './hand.queries';
import { AdjustReserve } from './operations/adjust-reserve';
import { ApproveDecision } from './operations/approve-decision';
import { AssessClaim } from './operations/assess-claim';
import { AssessFacts } from './operations/assess-facts';
import { DecideAutomatically } from './operations/decide-automatically';
import { DecideClaim } from './operations/decide-claim';
import { FinaliseDecision } from './operations/finalise-decision';
import { HandOnClaim } from './operations/hand-on-claim';
import { IssueLetter } from './operations/issue-letter';
import { NoteViewing } from './operations/note-viewing';
import { RecallDecision } from './operations/recall-decision';
import { RequestInformation } from './operations/request-information';
import { SettleAward } from './operations/settle-award';
import { AssessmentEntity } from './persistence/assessment.entity';
import { AwardEntity } from './persistence/award.entity';
import { ClaimViewingEntity } from './persistence/claim-viewing.entity';
import { DecisionApprovalEntity } from './persistence/decision-approval.entity';
import { DecisionLetterEntity } from './persistence/decision-letter.entity';
import { DecisionRecallEntity } from './persistence/decision-recall.entity';
import { DecisionEntity } from './persistence/decision.entity';
import { QueueQueries } from './queue/queue.queries';
import { ReviewQueries } from './review.queries';
import { RiskQueries } from './risk.queries';
import { ServiceDay } from './service-day';
import { VerdictCheck } from './decision/verdict-check';
import { ViewerQueries } from './queue/viewers.queries';

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
  AskableItems,
  FundQueries,
  AwardWeigher,
  AwardCheck,
  VerdictCheck,
  DecisionPlanner,
  DecisionPreview,
  SettleAward,
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
    DecideClaim,
    AssessClaim,
    ApproveDecision,
    RequestInformation,
    RecallDecision,
    DecisionPreview,
    ...LETTERS,
    ...QUEUE,
  ],
})
export class ReviewModule {}
