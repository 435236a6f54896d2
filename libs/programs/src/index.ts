export { approvalFor } from './domain/approval';
export type { ApprovalCircumstances } from './domain/approval';
export { assess } from './domain/assess';
export type {
  Approval,
  Assessment,
  AssessmentFacts,
  AssessmentStep,
  EvidenceState,
  LineFacts,
  Reason,
  Recommendation,
  RuleName,
  Signal,
} from './domain/assessment';
export { dueAt, yearsNotCovered } from './domain/business-calendar';
export type { BusinessCalendar } from './domain/business-calendar';
export { calendarOf } from './domain/calendars';
export { describeDuration } from './domain/duration';
export { evidenceChecklist } from './domain/evidence-checklist';
export { lossTypes } from './domain/pack';
export type {
  ApprovalTierName,
  ClockEvent,
  EvidenceRule,
  Exclusion,
  LossType,
  Pack,
  PackClock,
} from './domain/pack';
export { PackLibrary } from './pack-library';
export type { DatesOfClaim } from './pack-library';
export { ProgramsModule } from './programs.module';
export { PACKS_FOLDER } from './read-pack-folder';
