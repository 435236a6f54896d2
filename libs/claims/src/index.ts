export { claimantYear } from './filing/claimant-year';
export { AppealQueries } from './appeals.queries';
export type { NextAppeal } from './appeals.queries';
export {
  assessClaimJob,
  breakClocksJob,
  openAppealJob,
  openPayoutsJob,
  tellClaimantJob,
  tendCreditJob,
} from './claims.jobs';
export { CLAIM_ENTITIES, ClaimsModule } from './claims.module';
export { ClaimPartsQueries } from './claim-parts.queries';
export type { ClaimParts } from './claim-parts.queries';
export { ClaimQueries } from './claims.queries';
export { OwedAward } from './owed-award';
export { PayoutMethodQueries } from './payout-method.queries';
export { DraftOutlook } from './filing/draft-outlook';
export type { ExpectedEvidence, FilingProblem, Outlook, TypedClaim } from './filing/draft-outlook';
export { expireDraftJob } from './filing/drafts.jobs';
export { DraftQueries } from './filing/drafts.queries';
export type { NewClaim, Proxy } from './filing/filing';
export { FilingQueries } from './filing/filing.queries';
export { IncidentQueries } from './incidents.queries';
export { claimsOfEarlierDays, estimatedTimes, unheardBreaches } from './clocks/clock-checks';
export type { EarlierDays, EstimatedTimes } from './clocks/clock-checks';
export { clockReport } from './clocks/clock-report';
export type { ReportedClock } from './clocks/clock-report';
export { allowedActions } from './domain/allowed-actions';
export { appealDueAt } from './domain/appeal-limit';
export { appealState, isHeardHere, nextAppealStep } from './domain/appeal-steps';
export type { AppealEnding, AppealState, AppealStep } from './domain/appeal-steps';
export { REST_EVENTS, TOLD_AT_REST } from './domain/told-at-rest';
export { REMINDERS } from './domain/reminders';
export { claimAxes } from './domain/claim-axes';
export type { ClaimAxes } from './domain/claim-axes';
export { claimFacts } from './domain/claim-facts';
export { claimForEvidence } from './domain/claim-for-evidence';
export type { ClaimFactsInput, DisputedLine } from './domain/claim-facts';
export {
  CLAIM_STATUSES,
  COMMANDS,
  NEXT_STATUSES,
  allowedCommands,
  isSettledStatus,
  isUndecided,
  mayCommand,
  requireCommand,
  statusAfter,
} from './domain/claim-lifecycle';
export type { ClaimStatus, CommandAsked, CommandGiven } from './domain/claim-lifecycle';
export { CLAIM_COMMANDS, COMMAND_WORDS } from './domain/command-words';
export { STATUS_WORDS } from './domain/status-words';
export { ASSIGNED, shownTimeline } from './domain/shown-timeline';
export type { ClaimCommand } from './domain/command-words';
export { makeReference, readReference } from './domain/claim-reference';
export { isContested } from './domain/breach-effects';
export type { LinkKind } from './domain/link-key';
export { endClocks, pauseClocks, resumeClocks, startClocks } from './domain/clock-moves';
export {
  clocksAfterWaiting,
  clocksAtApproval,
  clocksAtCompletion,
  clocksAtConfirmation,
  clocksAtDenial,
  clocksAtMilestone,
  clocksAtPayment,
  clocksAtReturn,
} from './domain/clock-stages';
export { creditTime } from './domain/credit-time';
export { CLOCK_TEXTS, wallTime } from './domain/clock-texts';
export { foldClocks } from './domain/clocks';
export { TOLD_EVENTS } from './domain/told-events';
export type { ToldEvent } from './domain/told-events';
export { grossReserve } from './domain/gross-reserve';
export { heldByAward } from './domain/held-lines';
export { reserveOnTop } from './domain/reserve-on-top';
export type { ClockEventKind, ClockFact, ClockView } from './domain/clocks';
export { claimBooking } from './domain/claim-booking';
export type { BookedClaim } from './domain/claim-booking';
export { DEFAULT_CLAIMANT_KIND, claimantKinds } from './domain/claimant-kind';
export type { DraftContent } from './domain/draft-content';
export { noSuchDraft } from './domain/draft-refusals';
export { EXCLUSION_PREFIX } from './domain/findings';
export type { RecordedFinding } from './domain/findings';
export { recordableFindings } from './domain/recordable-findings';
export type { RecordableFinding } from './domain/recordable-findings';
export { REPRESENTATION_BASES, describeRepresentation } from './domain/representation';
export type { RepresentationBasis } from './domain/representation';
export { VULNERABILITY_KINDS, standingDeclarations } from './domain/vulnerability';
export type { VulnerabilityKind } from './domain/vulnerability';
export { NEXT_STEPS } from './domain/next-step';
export {
  PAYEE_COOLING_OFF_HOURS,
  PAYOUT_ACCOUNT_KINDS,
  coolingOffEndsAt,
} from './domain/payout-method';
export type {
  PayoutAccount,
  PayoutAccountKind,
  PayoutMethod,
  WantedPayoutMethod,
} from './domain/payout-method';
export type { NextBy, NextStepCode } from './domain/next-step';
export { isUnpayable } from './domain/payee-steps';
export { VICTIM_INFORMATION, pauseReasonLabel, shownPauseReason } from './domain/pause-reasons';
export { AddDraftFile } from './operations/add-draft-file';
export type { NewDraftFile } from './operations/add-draft-file';
export { EvidenceFiles } from './evidence/evidence-files';
export type { FileWish, InspectedFile } from './evidence/evidence-files';
export { discardFileJob, discardUploadJob, prepareEvidenceJob } from './evidence/evidence.jobs';
export { EvidenceQueries } from './evidence/evidence.queries';
export type { PreparedEvidence } from './evidence/evidence.queries';
export { InformationQueries } from './evidence/information.queries';
export { LINK_LIFETIME_S, readLink, signLink } from './domain/evidence-link';
export type { EvidenceLink } from './domain/evidence-link';
export { EVIDENCE_CAUTIONS } from './domain/evidence-caution';
export { EVIDENCE_BYTES_MAX } from './domain/evidence-limits';
export { evidenceStage, needsReason, variantFor } from './domain/evidence-state';
export type { EvidenceStage, EvidenceVariant } from './domain/evidence-state';
export { askedState, requireAskable } from './domain/information-requests';
export { ClaimingQueries } from './filing/claiming.queries';
export { requireOwnsLarge } from './domain/assignment';
export { withHand } from './domain/own-hand';
export { ownParties, requireNotOwn } from './own-parties';
export { OwnerQueries } from './owners/owner.queries';
export { CORRESPONDENCE, quarantined, requireItem } from './domain/welcome-evidence';
export { AddEvidence } from './operations/add-evidence';
export type { NewEvidence } from './operations/add-evidence';
export { AnswerInformation } from './operations/answer-information';
export { GiveOriginal } from './operations/give-original';
export type { CannotGive } from './operations/answer-information';
export { AskClaimant } from './operations/ask-claimant';
export { BeginUpload } from './operations/begin-upload';
export type { AnnouncedFile, UploadProgress } from './operations/begin-upload';
export { CancelUpload } from './operations/cancel-upload';
export { CountArrival } from './operations/count-arrival';
export { DiscardFile } from './operations/discard-file';
export { DiscardUpload } from './operations/discard-upload';
export { EndWaiting } from './operations/end-waiting';
export { FinishUpload } from './operations/finish-upload';
export { PrepareEvidence } from './operations/prepare-evidence';
export { ReceiveUploadPart } from './operations/receive-upload-part';
export { AssignClaim } from './operations/assign-claim';
export { AssignClaims } from './operations/assign-claims';
export type { AssignmentEnd } from './operations/assign-claims';
export { AssignOwner } from './operations/assign-owner';
export { BreakClocks } from './operations/break-clocks';
export { ChangeClaim } from './operations/change-claim';
export { ChangeDraft } from './operations/change-draft';
export type { DraftChange } from './operations/change-draft';
export { ChangePayoutMethod } from './operations/change-payout-method';
export type { PayoutMethodChange } from './operations/change-payout-method';
export type { ClaimChange } from './operations/change-claim';
export { ClaimLinks } from './operations/claim-links';
export type { ClaimTraits } from './operations/claim-links';
export { CloseClaim } from './operations/close-claim';
export { DeclareVulnerability } from './operations/declare-vulnerability';
export { DropDraft } from './operations/drop-draft';
export { ExpireDraft } from './operations/expire-draft';
export { EndAppeal } from './operations/end-appeal';
export { ExtendClock } from './operations/extend-clock';
export { FileClaim } from './operations/file-claim';
export { LodgeAppeal } from './operations/lodge-appeal';
export type { NewAppeal } from './operations/draft-appeal';
export { MergeClaims } from './operations/merge-claims';
export type { Merger } from './operations/merge-claims';
export { OpenAppeal } from './operations/open-appeal';
export { FileDraft } from './operations/file-draft';
export type { DraftToFile } from './operations/file-draft';
export { HearClaimant } from './operations/hear-claimant';
export { LinkIncident } from './operations/link-incident';
export type { IncidentLink } from './operations/link-incident';
export { OpenIncident } from './operations/open-incident';
export type { NewIncident } from './operations/open-incident';
export { PassDueTime } from './operations/pass-due-time';
export { PauseClock } from './operations/pause-clock';
export { ReadVulnerability } from './operations/read-vulnerability';
export { RecordCircumstance } from './operations/record-circumstance';
export { RecordFinding } from './operations/record-finding';
export type { NewFinding } from './operations/record-finding';
export { RecordMilestone } from './operations/record-milestone';
export { ReassignClaim } from './operations/reassign-claim';
export { ReleaseClaim } from './operations/release-claim';
export { RemindClaimant } from './operations/remind-claimant';
export { RemoveDraftFile } from './operations/remove-draft-file';
export { ReopenClaim } from './operations/reopen-claim';
export { ResumeClock } from './operations/resume-clock';
export { SearchClaims } from './operations/search-claims';
export { SnoozeClaim } from './operations/snooze-claim';
export { UnsnoozeClaim } from './operations/unsnooze-claim';
export { reassignClaimJob } from './owners/owner.jobs';
export { StartDraft } from './operations/start-draft';
export type { NewDraft } from './operations/start-draft';
export { WithdrawClaim } from './operations/withdraw-claim';
export { ClaimAppealEntity } from './persistence/claim-appeal.entity';
export { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
export { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
export { ClaimDraftEntity } from './persistence/claim-draft.entity';
export { ClaimDraftFileEntity } from './persistence/claim-draft-file.entity';
export { ClaimEventEntity } from './persistence/claim-event.entity';
export { ClaimEvidencePreparationEntity } from './persistence/claim-evidence-preparation.entity';
export { EvidenceArrivalEntity } from './persistence/evidence-arrival.entity';
export { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
export { ClaimFindingEntity } from './persistence/claim-finding.entity';
export { ClaimInformationItemEntity } from './persistence/claim-information-item.entity';
export { ClaimInformationRequestEntity } from './persistence/claim-information-request.entity';
export { ClaimUntoldEventEntity } from './persistence/claim-untold-event.entity';
export { ClaimUploadEntity } from './persistence/claim-upload.entity';
export { ClaimLineEntity } from './persistence/claim-line.entity';
export { ClaimLinkEntity } from './persistence/claim-link.entity';
export { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
export { ClaimPayoutAccountEntity } from './persistence/claim-payout-account.entity';
export { ClaimPayoutMethodEntity } from './persistence/claim-payout-method.entity';
export { ClaimVulnerabilityEntity } from './persistence/claim-vulnerability.entity';
export { ClaimEntity } from './persistence/claim.entity';
export { IncidentEntity } from './persistence/incident.entity';
