import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccountingModule } from '@app/accounting';
import { AuditModule } from '@app/audit';
import { PaymentsModule } from '@app/payments';
import { ProgramsModule } from '@app/programs';

import { AppealQueries } from './appeals.queries';
import { ClaimEstimate } from './filing/claim-estimate';
import { ClaimRulesQueries } from './filing/claim-rules.queries';
import { ClaimPartsQueries } from './claim-parts.queries';
import { ClaimSearchQueries } from './claim-search.queries';
import { ClaimQueries } from './claims.queries';
import { ClaimingQueries } from './filing/claiming.queries';
import { ClosedBooks } from './closed-books';
import { DraftOutlook } from './filing/draft-outlook';
import { DraftQueries } from './filing/drafts.queries';
import { EvidenceFiles } from './evidence/evidence-files';
import { EvidenceQueries } from './evidence/evidence.queries';
import { FilingCheck } from './filing/filing-check';
import { FilingQueries } from './filing/filing.queries';
import { IncidentQueries } from './incidents.queries';
import { InformationQueries } from './evidence/information.queries';
import { OwedAward } from './owed-award';
import { PayoutMethodQueries } from './payout-method.queries';
import { AddDraftFile } from './operations/add-draft-file';
import { AddEvidence } from './operations/add-evidence';
import { AnswerInformation } from './operations/answer-information';
import { GiveOriginal } from './operations/give-original';
import { AskClaimant } from './operations/ask-claimant';
import { AssessAnew } from './operations/assess-anew';
import { AssignClaim } from './operations/assign-claim';
import { AssignClaims } from './operations/assign-claims';
import { AssignOwner } from './operations/assign-owner';
import { BeginUpload } from './operations/begin-upload';
import { CancelUpload } from './operations/cancel-upload';
import { BreakClocks } from './operations/break-clocks';
import { ChangeClaim } from './operations/change-claim';
import { ChangeDraft } from './operations/change-draft';
import { ChangePayoutMethod } from './operations/change-payout-method';
import { KeepFilingRecords } from './operations/keep-filing-records';
import { KeepPayoutMethod } from './operations/keep-payout-method';
import { ClaimLinks } from './operations/claim-links';
import { CloseClaim } from './operations/close-claim';
import { CloseUnanswered } from './operations/close-unanswered';
import { CloseDuplicate } from './operations/close-duplicate';
import { CloseUpload } from './operations/close-upload';
import { CountArrival } from './operations/count-arrival';
import { DeclareVulnerability } from './operations/declare-vulnerability';
import { DiscardFile } from './operations/discard-file';
import { DiscardUpload } from './operations/discard-upload';
import { DropDraft } from './operations/drop-draft';
import { DraftAppeal } from './operations/draft-appeal';
import { EndAppeal } from './operations/end-appeal';
import { EndWaiting } from './operations/end-waiting';
import { EnlargeClaim } from './operations/enlarge-claim';
import { ExpireDraft } from './operations/expire-draft';
import { ExtendClock } from './operations/extend-clock';
import { FileClaim } from './operations/file-claim';
import { FileDraft } from './operations/file-draft';
import { FinishUpload } from './operations/finish-upload';
import { HearClaimant } from './operations/hear-claimant';
import { HoldPayments } from './operations/hold-payments';
import { LinkIncident } from './operations/link-incident';
import { LodgeAppeal } from './operations/lodge-appeal';
import { MergeClaims } from './operations/merge-claims';
import { MoveAsking } from './operations/move-asking';
import { MoveContents } from './operations/move-contents';
import { MoveFacts } from './operations/move-facts';
import { OpenAgain } from './operations/open-again';
import { OpenAppeal } from './operations/open-appeal';
import { OpenIncident } from './operations/open-incident';
import { PassDueTime } from './operations/pass-due-time';
import { PauseClock } from './operations/pause-clock';
import { PrepareEvidence } from './operations/prepare-evidence';
import { QuarantineEvidence } from './operations/quarantine-evidence';
import { ReadVulnerability } from './operations/read-vulnerability';
import { ReceiveUploadPart } from './operations/receive-upload-part';
import { RecheckPayee } from './operations/recheck-payee';
import { RecordCircumstance } from './operations/record-circumstance';
import { RecordFinding } from './operations/record-finding';
import { RecordMilestone } from './operations/record-milestone';
import { ReassignClaim } from './operations/reassign-claim';
import { ReleaseClaim } from './operations/release-claim';
import { RemoveDraft } from './operations/remove-draft';
import { RemindClaimant } from './operations/remind-claimant';
import { RemoveDraftFile } from './operations/remove-draft-file';
import { ReopenClaim } from './operations/reopen-claim';
import { ResumeClock } from './operations/resume-clock';
import { SearchClaims } from './operations/search-claims';
import { SnoozeClaim } from './operations/snooze-claim';
import { UnsnoozeClaim } from './operations/unsnooze-claim';
import { StartDraft } from './operations/start-draft';
import { WithdrawClaim } from './operations/withdraw-claim';
import { OwnerLoads } from './owners/owner-loads';
import { OwnerQueries } from './owners/owner.queries';
import { ClaimAppealEntity } from './persistence/claim-appeal.entity';
import { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
import { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
import { ClaimContactEntity } from './persistence/claim-contact.entity';
import { ClaimDraftFileEntity } from './persistence/claim-draft-file.entity';
import { ClaimDraftEntity } from './persistence/claim-draft.entity';
import { ClaimEventEntity } from './persistence/claim-event.entity';
import { ClaimEvidencePreparationEntity } from './persistence/claim-evidence-preparation.entity';
import { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
import { ClaimFindingEntity } from './persistence/claim-finding.entity';
import { ClaimInformationAnswerEntity } from './persistence/claim-information-answer.entity';
import { ClaimInformationItemEntity } from './persistence/claim-information-item.entity';
import { ClaimInformationRequestEntity } from './persistence/claim-information-request.entity';
import { ClaimLineEntity } from './persistence/claim-line.entity';
import { ClaimLinkEntity } from './persistence/claim-link.entity';
import { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
import { ClaimPayoutAccountEntity } from './persistence/claim-payout-account.entity';
import { ClaimPayoutMethodEntity } from './persistence/claim-payout-method.entity';
import { ClaimProxyEntity } from './persistence/claim-proxy.entity';
import { ClaimReopeningEntity } from './persistence/claim-reopening.entity';
import { ClaimRepresentationEntity } from './persistence/claim-representation.entity';
import { ClaimUntoldEventEntity } from './persistence/claim-untold-event.entity';
import { ClaimUploadPartEntity } from './persistence/claim-upload-part.entity';
import { ClaimUploadEntity } from './persistence/claim-upload.entity';
import { ClaimVulnerabilityEntity } from './persistence/claim-vulnerability.entity';
import { ClaimEntity } from './persistence/claim.entity';
import { EvidenceArrivalEntity } from './persistence/evidence-arrival.entity';
import { IncidentEntity } from './persistence/incident.entity';
import { ProvisionalFileEntity } from './persistence/provisional-file.entity';
import { ProvisionalFiles } from './evidence/provisional-files';
import { ReserveEstimate } from './filing/reserve-estimate';

export const CLAIM_ENTITIES = [
  ClaimEntity,
  ClaimContactEntity,
  ClaimLineEntity,
  ClaimEvidenceEntity,
  ClaimEvidencePreparationEntity,
  ClaimUploadEntity,
  ClaimUploadPartEntity,
  ClaimInformationRequestEntity,
  ClaimInformationItemEntity,
  ClaimInformationAnswerEntity,
  ClaimClockEventEntity,
  ClaimEventEntity,
  ClaimUntoldEventEntity,
  ClaimMilestoneEntity,
  ClaimCircumstanceEntity,
  ClaimAppealEntity,
  ClaimReopeningEntity,
  ClaimLinkEntity,
  ClaimPayoutMethodEntity,
  ClaimPayoutAccountEntity,
  ClaimDraftEntity,
  ClaimDraftFileEntity,
  ClaimRepresentationEntity,
  ClaimProxyEntity,
  ClaimVulnerabilityEntity,
  ClaimFindingEntity,
  IncidentEntity,
  EvidenceArrivalEntity,
  ProvisionalFileEntity,
];

/** Files on their way in, what becomes of them, and what claimants are asked for. */
const EVIDENCE = [
  ProvisionalFiles,
  CountArrival,
  EvidenceFiles,
  EvidenceQueries,
  InformationQueries,
  EndWaiting,
  BeginUpload,
  ReceiveUploadPart,
  CancelUpload,
  FinishUpload,
  CloseUpload,
  DiscardUpload,
  DiscardFile,
  PrepareEvidence,
  QuarantineEvidence,
  AskClaimant,
  AnswerInformation,
  GiveOriginal,
];

const OPERATIONS = [
  ClaimQueries,
  ClaimPartsQueries,
  FilingQueries,
  DraftQueries,
  IncidentQueries,
  FilingCheck,
  ClaimEstimate,
  DraftOutlook,
  StartDraft,
  ChangeDraft,
  DropDraft,
  FileDraft,
  RemoveDraft,
  ExpireDraft,
  AddDraftFile,
  RemoveDraftFile,
  DeclareVulnerability,
  ReadVulnerability,
  OpenIncident,
  LinkIncident,
  RecordFinding,
  ClaimRulesQueries,
  ChangeClaim,
  AssessAnew,
  RemindClaimant,
  PassDueTime,
  CloseUnanswered,
  HearClaimant,
  ClaimingQueries,
  OwnerQueries,
  OwnerLoads,
  AssignClaim,
  AssignClaims,
  ReassignClaim,
  SnoozeClaim,
  UnsnoozeClaim,
  ClaimSearchQueries,
  SearchClaims,
  ClaimLinks,
  KeepFilingRecords,
  FileClaim,
  AddEvidence,
  ...EVIDENCE,
  ReleaseClaim,
  AppealQueries,
  ReserveEstimate,
  HoldPayments,
  OpenAgain,
  EndAppeal,
  DraftAppeal,
  LodgeAppeal,
  OpenAppeal,
  ReopenClaim,
  ClosedBooks,
  OwedAward,
  MoveAsking,
  MoveContents,
  MoveFacts,
  CloseDuplicate,
  RecheckPayee,
  EnlargeClaim,
  MergeClaims,
  WithdrawClaim,
  CloseClaim,
  AssignOwner,
  BreakClocks,
  PauseClock,
  ResumeClock,
  ExtendClock,
  RecordMilestone,
  RecordCircumstance,
  ChangePayoutMethod,
  KeepPayoutMethod,
  PayoutMethodQueries,
];

@Module({
  imports: [
    TypeOrmModule.forFeature(CLAIM_ENTITIES),
    AccountingModule,
    AuditModule,
    PaymentsModule,
    ProgramsModule,
  ],
  providers: OPERATIONS,
  exports: [...OPERATIONS, PaymentsModule, ProgramsModule, AccountingModule],
})
export class ClaimsModule {}
