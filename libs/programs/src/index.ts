export { CalendarVersionQueries } from './calendar-version.queries';
export { checkFacts } from './check-facts';
export { checkPackFiles } from './check-pack-files';
export type { CheckedPackFile } from './check-pack-files';
export { checkPack } from './check-pack';
export type { CheckedPack, PackProblem } from './check-pack';
export { versionProblems } from './checks/version-problems';
export { approvalFor, singleLimitMinor } from './domain/approval';
export type { ApprovalCircumstances } from './domain/approval';
export { assess } from './domain/assess';
export type {
  AppealTerms,
  Approval,
  Assessment,
  AssessmentFacts,
  AssessmentStep,
  EvidenceState,
  LineFacts,
  ProvisionalTerms,
  Reason,
  Recommendation,
  RuleName,
  Signal,
  SplitShare,
} from './domain/assessment';
export { dueAt, dueBy, isEstimate, yearsNotCovered } from './domain/business-calendar';
export type { BusinessCalendar } from './domain/business-calendar';
export { calendarOf } from './domain/calendars';
export { circumstancesIn, conditionHolds, describeCondition } from './domain/condition';
export type { KnownCircumstances } from './domain/condition';
export { describePack } from './domain/description/describe-pack';
export type { PackSection } from './domain/description/pack-section';
export { coverageLimit } from './domain/coverage-limit';
export { describeDuration } from './domain/duration';
export { MILESTONES, describeEvent } from './domain/events';
export type { EventName, Milestone } from './domain/events';
export { evidenceChecklist } from './domain/evidence-checklist';
export type { ClaimForEvidence } from './domain/evidence-checklist';
export type {
  ComparedClaim,
  LaboratoryClaim,
  RefusedClaim,
} from './domain/laboratory/compare-claim';
export { PackComparison } from './domain/laboratory/pack-comparison';
export type { ComparedSum, ComparisonResult } from './domain/laboratory/pack-comparison';
export { milestonesOf } from './domain/milestones-of';
export { NEED_TO_KNOW, isNeedToKnow, withoutCircumstances } from './domain/need-to-know';
export { lossTypes } from './domain/pack';
export type {
  ApprovalTierName,
  BreachEffect,
  CalendarId,
  Circumstance,
  ClockEvent,
  Condition,
  EvidenceRule,
  Exclusion,
  LatePays,
  LossType,
  Pack,
  PackClock,
  PauseReason,
} from './domain/pack';
export { dueAfterPause } from './domain/paused-time';
export type { Pause } from './domain/paused-time';
export { replay } from './domain/replay';
export type { Difference, KeptAssessment, Replay } from './domain/replay';
export { packDigest } from './domain/version-digest';
export { FACTS_SCHEMA } from './facts-schema';
export { readClaimLines } from './laboratory/claim-lines';
export { ApproveVersion } from './operations/approve-version';
export type { VersionVerdict } from './operations/approve-version';
export { KeepCalendar } from './operations/keep-calendar';
export { PinVersion } from './operations/pin-version';
export { ProposeVersion } from './operations/propose-version';
export type { NewVersion } from './operations/propose-version';
export { WithdrawVersion } from './operations/withdraw-version';
export type { VersionWithdrawal } from './operations/withdraw-version';
export { PackLibrary } from './pack-library';
export type { DatesOfClaim } from './pack-library';
export { pinnedFaults, pinnedVersions } from './pinned-versions';
export { ProgramVersionQueries } from './program-version.queries';
export type { ProposedVersion } from './program-version.queries';
export { PROGRAM_ENTITIES, ProgramsModule } from './programs.module';
export { readLibrary } from './read-library';
export { PACKS_FOLDER, casesPathOf, checkPackFile } from './read-pack-folder';
export { checkCases, runCases } from './run-cases';
export type { CaseDifference, CaseOutcome, CasesFile } from './run-cases';
