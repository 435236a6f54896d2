export { claimantYear } from './claimant-year';
export { assessClaimJob, breakClocksJob, openPayoutsJob } from './claims.jobs';
export { CLAIM_ENTITIES, ClaimsModule } from './claims.module';
export { ClaimQueries } from './claims.queries';
export { estimatedTimes, unheardBreaches } from './clock-checks';
export type { EstimatedTimes } from './clock-checks';
export { clockReport } from './clock-report';
export type { ReportedClock } from './clock-report';
export { claimFacts } from './domain/claim-facts';
export { claimForEvidence } from './domain/claim-for-evidence';
export type { ClaimFactsInput, DisputedLine } from './domain/claim-facts';
export {
  CLAIM_STATUSES,
  NEXT_STATUSES,
  isSettledStatus,
  mayAdvance,
} from './domain/claim-lifecycle';
export type { ClaimStatus } from './domain/claim-lifecycle';
export { makeReference, readReference } from './domain/claim-reference';
export { isContested } from './domain/breach-effects';
export { endClocks, pauseClocks, resumeClocks, startClocks } from './domain/clock-moves';
export {
  clocksAfterWaiting,
  clocksAtApproval,
  clocksAtCompletion,
  clocksAtDenial,
  clocksAtPayment,
} from './domain/clock-stages';
export { CLOCK_TEXTS } from './domain/clock-texts';
export { foldClocks } from './domain/clocks';
export type { ClockEventKind, ClockFact, ClockView } from './domain/clocks';
export { NEXT_STEPS } from './domain/next-step';
export type { NextBy, NextStepCode } from './domain/next-step';
export { VICTIM_INFORMATION, shownPauseReason } from './domain/pause-reasons';
export { AddEvidence } from './operations/add-evidence';
export type { NewEvidence } from './operations/add-evidence';
export { AssignOwner } from './operations/assign-owner';
export { BreakClocks } from './operations/break-clocks';
export { ChangeClaim } from './operations/change-claim';
export type { ClaimChange } from './operations/change-claim';
export { CloseClaim } from './operations/close-claim';
export { FileClaim } from './operations/file-claim';
export type { NewClaim } from './operations/file-claim';
export { PauseClock } from './operations/pause-clock';
export { RecordCircumstance } from './operations/record-circumstance';
export { RecordMilestone } from './operations/record-milestone';
export { ReleaseClaim } from './operations/release-claim';
export { ResumeClock } from './operations/resume-clock';
export { WithdrawClaim } from './operations/withdraw-claim';
export { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
export { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
export { ClaimEventEntity } from './persistence/claim-event.entity';
export { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
export { ClaimLineEntity } from './persistence/claim-line.entity';
export { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
export { ClaimEntity } from './persistence/claim.entity';
