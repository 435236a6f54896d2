export { claimantYear } from './claimant-year';
export { assessClaimJob, openPayoutsJob } from './claims.jobs';
export { CLAIM_ENTITIES, ClaimsModule } from './claims.module';
export { ClaimQueries } from './claims.queries';
export { claimFacts } from './domain/claim-facts';
export type { ClaimFactsInput, DisputedLine } from './domain/claim-facts';
export {
  CLAIM_STATUSES,
  NEXT_STATUSES,
  isSettledStatus,
  mayAdvance,
} from './domain/claim-lifecycle';
export type { ClaimStatus } from './domain/claim-lifecycle';
export { makeReference, readReference } from './domain/claim-reference';
export { endClocks, foldClocks, pauseClocks, resumeClocks, startClocks } from './domain/clocks';
export type { ClockFact, ClockView } from './domain/clocks';
export { NEXT_STEPS } from './domain/next-step';
export type { NextBy, NextStepCode } from './domain/next-step';
export { AddEvidence } from './operations/add-evidence';
export type { NewEvidence } from './operations/add-evidence';
export { ChangeClaim } from './operations/change-claim';
export type { ClaimChange } from './operations/change-claim';
export { CloseClaim } from './operations/close-claim';
export { FileClaim } from './operations/file-claim';
export type { NewClaim } from './operations/file-claim';
export { ReleaseClaim } from './operations/release-claim';
export { WithdrawClaim } from './operations/withdraw-claim';
export { ClaimEventEntity } from './persistence/claim-event.entity';
export { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
export { ClaimLineEntity } from './persistence/claim-line.entity';
export { ClaimEntity } from './persistence/claim.entity';
